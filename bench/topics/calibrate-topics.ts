import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { textLevel } from '../../drift/levels.ts'
import { compareTopics } from '../../drift/topics/compare-topics.ts'
import { table, withTable } from '../calibration/calibration-tables.ts'
import { mostAlarms } from '../calibration/row.ts'
import { benchOptions } from '../options.ts'
import { quietScenarios } from './quiet-scenarios.ts'
import type { Scenario } from './scenario.ts'
import { topicScenarios } from './topic-scenarios.ts'

/**
 * How often does the verdict on topics alarm when nothing differs, and how often does it see a topic? At a level of 5 %
 * and at that of a night by its default settings, with the code of the night. Writes the rows of a table in
 * `docs/methods.md`; ends with 1 when a promise is broken.
 */
const USAGE = `Usage: node bench/topics/calibrate-topics.ts [--runs N] [--only TEXT] [--dry]
  --runs N     runs a row, instead of those that its promise needs
  --only TEXT  only rows whose name has this text; the others stay in the page as they are
  --dry        only print`

const PAGE = fileURLToPath(new URL('../../docs/methods.md', import.meta.url))
const NIGHT = textLevel('live-against-recent', 12)
const MINIMUM_EFFECT = 0.02

const HEAD = [
  'texts',
  'runs',
  'p ≤ 0.05',
  'finding at 0.05',
  `finding at a night’s ${NIGHT.toPrecision(2)}`,
  'classifier p ≤ 0.05',
  'discrepancy p ≤ 0.05',
  'promise',
]

async function main(): Promise<void> {
  const { runs, only, dry } = benchOptions(USAGE, {
    runs: { type: 'string' },
    only: { type: 'string', default: '' },
    dry: { type: 'boolean', default: false },
  })
  const scenarios = [...quietScenarios(), ...topicScenarios()]
  for (const scenario of scenarios.filter(({ name }) => name.includes(only))) {
    const cells = await row(scenario, Number(runs ?? scenario.runs))
    console.log(cells.join(' · '))
    if (!dry) await writeRow(cells, scenarios)
  }
}

/** The rows that the page has, by their first cell. */
function knownRows(page: string): Map<string, readonly string[]> {
  const own = page
    .split('<!-- calibration topics: begin -->')[1]
    ?.split('<!-- calibration topics: end -->')[0]
  const lines = (own ?? '').split('\n').filter((line) => line.startsWith('| '))
  const rows = lines.map((line) => line.slice(2, -2).split(' | '))
  return new Map(rows.map((cells) => [cells[0]!, cells]))
}

/** Writes the page with one row of the table made anew. */
async function writeRow(cells: readonly string[], scenarios: readonly Scenario[]): Promise<void> {
  const page = await readFile(PAGE, 'utf8')
  const rows = new Map([...knownRows(page), [cells[0]!, cells]])
  const ordered = scenarios.map(({ name }) => rows.get(name)).filter((known) => known !== undefined)
  await writeFile(PAGE, withTable(page, 'topics', table(HEAD, ordered)))
}

async function row(scenario: Scenario, runs: number): Promise<string[]> {
  const found: Compared[] = []
  for (let run = 0; run < runs; run += 1) found.push(await compared(scenario, `${scenario.name} ${run}`))
  const times = (holds: (one: Compared) => boolean) => found.filter(holds).length
  const counts = {
    sure: times(({ p }) => p <= 0.05),
    found: times(({ p, share }) => p <= 0.05 && share > MINIMUM_EFFECT),
    nightly: times(({ p, share }) => p <= NIGHT && share > MINIMUM_EFFECT),
  }
  const beside = [
    times(({ classifier }) => classifier <= 0.05),
    times(({ discrepancy }) => discrepancy <= 0.05),
  ]
  return [
    scenario.name,
    ...[runs, counts.sure, counts.found, counts.nightly, ...beside].map(String),
    promised(scenario.promise, counts, runs),
  ]
}

function promised(
  promise: Scenario['promise'],
  counts: { readonly sure: number; readonly found: number; readonly nightly: number },
  runs: number,
): string {
  if (promise === null) return 'none'
  const most = mostAlarms(runs, 0.05)
  const [words, kept] =
    typeof promise === 'number'
      ? [`found on at least ${Math.round(100 * promise)} % of nights`, counts.nightly >= promise * runs]
      : promise === 'quiet'
        ? [`at most ${most} p ≤ 0.05`, counts.sure <= most]
        : [`at most ${most} findings`, counts.found <= most]
  if (!kept) process.exitCode = 1
  return kept ? words : `${words}: **broken**`
}

interface Compared {
  readonly p: number
  readonly share: number
  readonly classifier: number
  readonly discrepancy: number
}

async function compared(scenario: Scenario, seed: string): Promise<Compared> {
  const { comparison } = compareTopics(await scenario.draw(seed), {
    family: 'live-against-recent',
    check: 'topics',
    seed,
    minimumEffect: MINIMUM_EFFECT,
  })
  return {
    p: comparison.pValue ?? 1,
    share: Math.abs(comparison.effect?.corrected ?? 0),
    classifier: comparison.metrics.classifierPValue ?? 1,
    discrepancy: comparison.metrics.discrepancyPValue ?? 1,
  }
}

await main()
