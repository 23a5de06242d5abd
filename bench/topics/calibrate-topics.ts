import { textLevel } from '../../drift/levels.ts'
import { compareTopics } from '../../drift/topics/compare-topics.ts'
import { benchOptions } from '../options.ts'
import { quietScenarios, type Scenario, topicScenarios } from './scenarios.ts'

/**
 * How often does the verdict on topics alarm when nothing differs, and how often does it see a topic? At a level of 5 %
 * and at that of a night by its default settings, with the code of the night. Prints the rows of a table.
 */
const USAGE = `Usage: node bench/topics/calibrate-topics.ts [--runs N] [--only TEXT]
  --runs N     runs a row (400)
  --only TEXT  only rows whose name has this text`

const NIGHT = textLevel('live-against-recent', 12)
const MINIMUM_EFFECT = 0.02

async function main(): Promise<void> {
  const { runs, only } = benchOptions(USAGE, {
    runs: { type: 'string', default: '400' },
    only: { type: 'string', default: '' },
  })
  console.log(
    `| texts | runs | p ≤ 0.05 | finding at 0.05 | finding at a night’s ${NIGHT.toPrecision(2)} | share found |`,
  )
  console.log('|---|---|---|---|---|---|')
  for (const scenario of [...quietScenarios(), ...topicScenarios()])
    if (scenario.name.includes(String(only))) console.log(await row(scenario, Number(runs)))
}

async function row(scenario: Scenario, runs: number): Promise<string> {
  const found: Compared[] = []
  for (let run = 0; run < runs; run += 1) found.push(await compared(scenario, `${scenario.name} ${run}`))
  const times = (holds: (one: Compared) => boolean) => found.filter(holds).length
  const shares = found.map(({ share }) => share).sort((a, b) => a - b)
  return `| ${[
    scenario.name,
    runs,
    times(({ p }) => p <= 0.05),
    times(({ p, share }) => p <= 0.05 && share > MINIMUM_EFFECT),
    times(({ p, share }) => p <= NIGHT && share > MINIMUM_EFFECT),
    `${(100 * (shares[runs >> 1] ?? 0)).toFixed(1)} %`,
  ].join(' | ')} |`
}

interface Compared {
  readonly p: number
  readonly share: number
}

async function compared(scenario: Scenario, seed: string): Promise<Compared> {
  const { comparison } = compareTopics(await scenario.draw(seed), {
    family: 'live-against-recent',
    check: 'topics',
    seed,
    minimumEffect: MINIMUM_EFFECT,
  })
  return { p: comparison.pValue ?? 1, share: Math.abs(comparison.effect?.corrected ?? 0) }
}

await main()
