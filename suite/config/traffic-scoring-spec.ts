import { z } from 'zod'
import { needsExpected } from '../scorers/needs-expected.ts'
import type { Prices } from './price-spec.ts'
import { type ScorerSpec, scorerName } from './scorer-spec.ts'
import { unpriced } from './unpriced.ts'

/** How a sample of each night's traffic is scored; left out, none is: judging costs money, and sends texts away. */
export const trafficScoringSpec = z.strictObject({
  /** Requests a night: a pass rate of nine tenths is known to 4 points, and a judge is asked no more often. */
  sample: z.int().min(20).max(50_000).default(200),
  /** What judging them may cost a night, apart from the suite's `budgetUsd`. Unset: no limit but the sample. */
  budgetUsd: z.number().positive().optional(),
  /** Names of the scorers. Unset: all that need no expected answer. */
  scorers: z.array(z.string()).min(1).optional(),
})

/** The part of a config that scoring traffic depends on. */
export interface TrafficScoringConfig {
  readonly trafficScoring?: z.output<typeof trafficScoringSpec> | undefined
  readonly scorers: readonly ScorerSpec[]
  readonly traffic?: readonly object[] | undefined
  readonly storeText: boolean
  readonly sample: number
  readonly prices: Prices
}

/** The scorers that a night's traffic is scored by, in the order of the config; none where it is not to be scored. */
export function trafficScorers({ trafficScoring, scorers }: TrafficScoringConfig): ScorerSpec[] {
  if (trafficScoring === undefined) return []
  const named = trafficScoring.scorers
  return scorers.filter((spec) => !needsExpected(spec) && (named?.includes(scorerName(spec)) ?? true))
}

interface Fault {
  readonly path: readonly string[]
  readonly message: string
}

/** Why a night's traffic cannot be scored as a config says, each with its key. */
export function trafficScoringFaults(config: TrafficScoringConfig): Fault[] {
  const { trafficScoring } = config
  if (trafficScoring === undefined) return []
  return [
    ...(config.traffic === undefined ? [fault('there is no traffic to score; add `traffic`')] : []),
    ...(config.storeText ? [] : [fault('scorers need the texts, and `storeText: false` keeps none')]),
    ...sampleFaults(config, trafficScoring.sample),
    ...scorerFaults(config),
    ...priceFaults(config),
  ]
}

function fault(message: string, key?: string): Fault {
  return { path: ['trafficScoring', ...(key === undefined ? [] : [key])], message }
}

/** They are drawn from those that languages, topics and coverage are measured on. */
function sampleFaults({ sample: drawn }: TrafficScoringConfig, sample: number): Fault[] {
  if (sample <= drawn) return []
  return [
    fault(`expected at most ${drawn}, the requests that \`sample\` draws a night; raise that too`, 'sample'),
  ]
}

function scorerFaults(config: TrafficScoringConfig): Fault[] {
  const able = config.scorers.filter((spec) => !needsExpected(spec)).map(scorerName)
  const known = able.length === 0 ? 'None of the config’s does.' : `These do: ${able.join(', ')}.`
  const wrong = (config.trafficScoring?.scorers ?? []).filter((name) => !able.includes(name))
  if (wrong.length > 0)
    return wrong.map((name) =>
      fault(`"${name}" is no scorer that does without an expected answer. ${known}`, 'scorers'),
    )
  if (able.length > 0) return []
  return [
    fault(
      'every scorer needs an expected answer, which requests lack; add one that does not, such as `rubric`',
    ),
  ]
}

function priceFaults(config: TrafficScoringConfig): Fault[] {
  if (config.trafficScoring?.budgetUsd === undefined) return []
  return trafficScorers(config).flatMap((spec) => {
    const message = spec.kind === 'rubric' ? unpriced(spec.judge, config.prices) : null
    return message === null ? [] : [fault(message, 'budgetUsd')]
  })
}
