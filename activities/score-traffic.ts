import pLimit from 'p-limit'
import { loggedScores, requestsToScore } from '../queries/scores/read-requests.ts'
import { askKey } from '../suite/ask.ts'
import type { CaseResult } from '../suite/case-result.ts'
import { type ScorerSpec, scorerName } from '../suite/config/scorer-spec.ts'
import { targetLimits } from '../suite/config/target-spec.ts'
import { trafficScorers } from '../suite/config/traffic-scoring-spec.ts'
import { runBatch } from '../suite/run-batch.ts'
import { costOfResults } from './batch-outcome.ts'
import { openCheckpoints } from './checkpoint-results.ts'
import { readJson } from './json-file.ts'
import { rememberingJudges } from './judge-cache.ts'
import type { NightOpening } from './night-manifest.ts'
import { nightTrafficPaths } from './night-traffic.ts'
import type { Attempt, Lake, Ports } from './ports.ts'
import { type DrawnRequests, publishTrafficScores, type ScoreTrafficInput } from './publish-traffic-scores.ts'
import { type AnsweredAsk, requestsAsCases } from './requests-as-cases.ts'
import { publishResults } from './results-in-lake.ts'
import { nightSampleKey } from './samples-in-lake.ts'
import { withScratch } from './scratch.ts'
import { readTrafficScores, scoredRequestsKey, scoringFolder, type TrafficScores } from './traffic-scores.ts'
import { withoutRedacted } from './without-redacted.ts'

/** What passes through history about a night's scores. */
export interface ScoredTraffic {
  readonly scored: number
  /** Not judged, because the budget was spent. */
  readonly skipped: number
}

/**
 * Scores a sample of the night's requests by the scorers that need no expected answer, and publishes the scores whole.
 * Done once a night; what an earlier attempt scored, in this revision or in one that it continues, is not scored again.
 *
 * @throws TargetError when nobody answers for a judge: it is worth trying again
 */
export async function scoreTraffic(
  input: ScoreTrafficInput,
  ports: Ports,
  attempt: Attempt,
): Promise<ScoredTraffic> {
  const { lake } = ports
  const done = await readTrafficScores(lake, input.folder)
  if (done !== null) return countsOf(done)
  const drawn = await drawRequests(input, ports)
  const results = await scoreOrTakeUp(drawn, input.folder, { ports, attempt })
  const cases = drawn.requests.map(({ ask }) => ask.item)
  await publishResults({ results, cases, key: scoredRequestsKey(input.folder) }, lake)
  return countsOf(await publishTrafficScores(input, drawn, ports))
}

function countsOf({ counts }: TrafficScores): ScoredTraffic {
  return { scored: counts.scored, skipped: counts.skipped }
}

async function drawRequests(input: ScoreTrafficInput, { lake, project }: Ports): Promise<DrawnRequests> {
  const { prices, trafficScoring, duckdb } = project.config
  const files = await nightTrafficPaths(input, lake)
  const sample = await lake.localPath(nightSampleKey(input.folder))
  return withScratch(
    lake,
    async ({ db }) => {
      const named = new Set(await loggedScores(db, files))
      const able = trafficScorers(project.config)
      const scorers = able.filter((spec) => !named.has(scorerName(spec)))
      const most = scorers.length === 0 ? 0 : (trafficScoring?.sample ?? 0)
      const requests = await requestsToScore(db, { files, sample, most })
      return {
        requests: requestsAsCases(requests, { prices, day: input.night }),
        scorers,
        logged: able.map(scorerName).filter((name) => named.has(name)),
      }
    },
    duckdb,
  )
}

async function scoreOrTakeUp(
  { requests, scorers }: DrawnRequests,
  folder: string,
  { ports, attempt }: { readonly ports: Ports; readonly attempt: Attempt },
): Promise<CaseResult[]> {
  const { redact, trafficScoring } = ports.project.config
  const checkpoints = await openCheckpoints(ports.lake, checkpointsOf(folder))
  const kept = keptOf(requests, [await keptBefore(folder, ports.lake), checkpoints.kept])
  const open = requests.filter(({ ask }) => !kept.has(keyOf(ask)))
  const judges = await judgesOf(scorers, ports)
  const fresh = await runBatch(
    open.map(({ ask }) => ask),
    {
      target: NOBODY,
      known: new Map(open.map(({ ask, answer }) => [keyOf(ask), answer])),
      scorers,
      judges: rememberingJudges(judges, ports),
      slots: pLimit(concurrencyOf(scorers)),
      signal: attempt.signal,
      budgetUsd: (trafficScoring?.budgetUsd ?? Number.POSITIVE_INFINITY) - costOfResults([...kept.values()]),
      onResult: (result) => {
        attempt.heartbeat()
        checkpoints.add(result)
      },
    },
  ).finally(() => checkpoints.flush())
  const all = new Map([...kept, ...fresh.map((result) => [askKey(result), result] as const)])
  const results = requests.flatMap(({ ask }) => all.get(keyOf(ask)) ?? [])
  return results.map((result) => withoutRedacted(result, { scorers, redact }))
}

function keyOf({ item, epoch }: AnsweredAsk['ask']): string {
  return askKey({ caseId: item.id, epoch })
}

/** What was scored before of the very same answers: a log that was delivered anew may hold others. */
function keptOf(
  requests: readonly AnsweredAsk[],
  earlier: readonly ReadonlyMap<string, CaseResult>[],
): Map<string, CaseResult> {
  const all = new Map(earlier.flatMap((each) => [...each]))
  return new Map(
    requests.flatMap(({ ask, answer }) => {
      const result = all.get(keyOf(ask))
      return result?.answer?.output === answer.output ? [[keyOf(ask), result] as const] : []
    }),
  )
}

async function keptBefore(folder: string, lake: Lake): Promise<ReadonlyMap<string, CaseResult>> {
  const earlier = (await readJson<NightOpening>(lake, `${folder}/opened.json`))?.continues
  return earlier ? (await openCheckpoints(lake, checkpointsOf(earlier))).kept : new Map()
}

function checkpointsOf(folder: string): string {
  return `${scoringFolder(folder)}/checkpoints`
}

async function judgesOf(scorers: readonly ScorerSpec[], ports: Ports) {
  const rubrics = new Set(scorers.filter(({ kind }) => kind === 'rubric').map(scorerName))
  if (rubrics.size === 0) return new Map()
  return new Map([...(await ports.judges())].filter(([name]) => rubrics.has(name)))
}

/** Of functions that wait for something, so many at once. */
const LEAST_AT_ONCE = 10

function concurrencyOf(scorers: readonly ScorerSpec[]): number {
  const judges = scorers.flatMap((spec) => (spec.kind === 'rubric' ? [spec.judge] : []))
  return Math.max(LEAST_AT_ONCE, ...judges.map((judge) => targetLimits(judge).concurrency))
}

/** Stands where runs have a target: every answer is known. */
const NOBODY = {
  name: 'traffic',
  ask: () => Promise.reject(new TypeError('Cannot ask for an answer of production: it was logged.')),
}
