import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compareNight } from '../../activities/compare-night.ts'
import { pairsWith } from '../../activities/compare-pairs.ts'
import { compareRecent } from '../../activities/compare-recent.ts'
import { nightBefore } from '../../activities/night-keys.ts'
import { offlineSummaries } from '../../activities/offline-summaries.ts'
import type { Ports } from '../../activities/ports.ts'
import { readNightSummaries, recentSummaries } from '../../activities/summaries-in-lake.ts'
import { parseConfig } from '../../suite/config/parse.ts'
import { compose } from '../../worker/compose.ts'
import { measureCommand } from '../measure.ts'
import { benchOptions } from '../options.ts'
import { generateLog } from './generate-log.ts'
import { ATTEMPT, loadNight, nightInput } from './night.ts'

// How long the verdict step of a night takes, from its summaries and samples to its findings: `node bench/drift/verdict.ts`.

const NIGHT = '2026-11-22'
/** What the docs promise on two cores. */
const LIMITS = { seconds: 20, megabytes: 1024 }
const FEATURES = 60
/** Features that every night has: the others are own ones. */
const BUILT_IN = 32
/** Of the earlier nights: tonight looks at 40 texts of each of thirty. */
const EARLIER_SAMPLE = 50

const USAGE = `Usage: node bench/drift/verdict.ts [--records N] [--cases N] [--earlier N] [--folder PATH]
  --records N    requests of the night (default: 1000000)
  --cases N      offline cases (default: 5000)
  --earlier N    nights before it, of 20000 requests each (default: 30)
  --sample N     requests of the night whose texts are looked at (default: 20000)
  --folder PATH  keep the project here, and use it when it is there already (default: a new one, removed at the end)`

const values = benchOptions(USAGE, {
  records: { type: 'string', default: '1000000' },
  cases: { type: 'string', default: '5000' },
  earlier: { type: 'string', default: '30' },
  sample: { type: 'string', default: '20000' },
  folder: { type: 'string' },
  verdict: { type: 'boolean', default: false },
})

if (values.verdict) await giveVerdict(values.folder ?? '.')
else await measureVerdict()

async function measureVerdict(): Promise<void> {
  const folder = values.folder ?? (await mkdtemp(join(tmpdir(), 'nightdrift-bench-')))
  try {
    await prepare(folder)
    const command = [
      fileURLToPath(import.meta.url),
      '--verdict',
      '--folder',
      folder,
      '--sample',
      values.sample,
    ]
    const { result, seconds, processorSeconds, peakMegabytes } = await measureCommand(
      process.execPath,
      command,
    )
    console.log(result.trim())
    console.log(
      `from summaries to findings: ${seconds.toFixed(1)} s (${processorSeconds.toFixed(1)} s of processor time), at most ${Math.round(peakMegabytes)} MB`,
    )
    console.log(
      `  ${share(seconds, LIMITS.seconds)} of ${LIMITS.seconds} s, ${share(peakMegabytes, LIMITS.megabytes)} of 1 GB`,
    )
  } finally {
    if (values.folder === undefined) await rm(folder, { recursive: true, force: true })
  }
}

/** Writes cases and logs, and takes all nights through their activities up to the verdict on the last. */
async function prepare(folder: string): Promise<void> {
  const tonight = await projectIn(folder, Number(values.sample))
  const earlier = await projectIn(folder, EARLIER_SAMPLE)
  await mkdir(join(folder, 'logs'), { recursive: true })
  await writeCases(folder)
  for (let days = Number(values.earlier); days >= 0; days -= 1) {
    const night = nightBefore(NIGHT, days)
    const ports = days === 0 ? tonight : earlier
    if ((await readNightSummaries(ports.lake, nightInput(night).folder)).fixed.size > 0) continue
    const lines = days === 0 ? Number(values.records) : 20_000
    await generateLog({ path: join(folder, 'logs', `${night}.jsonl`), lines, seed: night, night })
    await loadNight(nightInput(night), ports)
    if (days > 0) await rememberNight(night, ports)
    // A larger sample would have tonight read the logs of all nights anew.
    await rm(join(folder, 'logs', `${night}.jsonl`))
    console.log(`${night}: ${lines} requests`)
  }
}

/** Hands on what a night knows of those before it, as its verdict does; a verdict on each night's texts would take an hour. */
async function rememberNight(night: string, ports: Ports): Promise<void> {
  const { folder } = nightInput(night)
  const offline = await offlineSummaries(folder, ports)
  const recent = await recentSummaries(ports.lake, night)
  const { fixed } = await readNightSummaries(ports.lake, folder)
  const live = [...fixed.values()].filter(({ feature }) => !offline.has(feature))
  await compareRecent(pairsWith(recent.pooled, live), { night, folder, recent }, ports)
}

async function writeCases(folder: string): Promise<void> {
  const path = join(folder, 'cases.jsonl')
  const log = join(folder, 'cases.log')
  await generateLog({ path: log, lines: Number(values.cases), seed: 'cases', night: NIGHT })

  const lines = (await readFile(log, 'utf8')).trimEnd().split('\n')
  const cases = lines.map((line, id) => {
    const { input, output } = JSON.parse(line) as { input: string; output: string }
    return JSON.stringify({ id: `${id}`, input, expected: output })
  })
  await writeFile(path, cases.join('\n'))
  await rm(log)
}

async function projectIn(folder: string, sample: number): Promise<Ports> {
  await mkdir(folder, { recursive: true })
  const own = Array.from({ length: FEATURES - BUILT_IN }, (_, i) => ({
    kind: 'sqlFeature',
    name: `own_${i}`,
    sql: `length(output) % ${i + 7} + latency_ms / ${i + 1}`,
  }))
  const config = parseConfig(
    {
      name: 'bench',
      dataset: 'cases.jsonl',
      target: { kind: 'replay', path: 'none.jsonl' },
      scorers: [{ kind: 'contains' }],
      traffic: [{ kind: 'jsonl', glob: 'logs/*' }],
      features: own,
      sample,
    },
    'the config of this benchmark',
  )
  return compose({ config, folder, configDigest: 'c0ffee0000000001', fault: null }, {})
}

async function giveVerdict(folder: string): Promise<void> {
  const ports = await projectIn(folder, Number(values.sample))
  const { fixed } = await readNightSummaries(ports.lake, nightInput(NIGHT).folder)
  const { findings } = await compareNight(
    { ...nightInput(NIGHT), suite: false, traffic: true },
    ports,
    ATTEMPT,
  )
  console.log(`${fixed.size} features, ${findings} findings`)
}

function share(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)} %`
}
