import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { closeTraffic } from '../../activities/close-traffic.ts'
import { compareTraffic } from '../../activities/compare-traffic.ts'
import { loadTrafficFile } from '../../activities/load-traffic-file.ts'
import { planTraffic } from '../../activities/plan-traffic.ts'
import type { Ports } from '../../activities/ports.ts'
import { summarisePartition } from '../../activities/summarise-partition.ts'
import { openDatabase } from '../../queries/database.ts'
import { parseConfig } from '../../suite/config/parse.ts'
import { compose } from '../../worker/compose.ts'
import { type Measured, measure } from '../measure.ts'
import { benchOptions } from '../options.ts'
import { pythonWith } from '../python-environment.ts'
import { generateLog } from './generate-log.ts'

// How long a log takes from file to comparisons, with every SQL feature and redaction: `node bench/drift/load.ts`.
// `--lines 1000000` lines (1.3 kB each); `--peer` runs Evidently's four text descriptors over the same file, and beside
// them the same four by the functions that loading uses, each from file to a table of numbers.

const NIGHT = '2026-11-22'
/** What issue and docs promise on two cores. */
const LIMITS = { lines: 1_000_000, seconds: 45, megabytes: 1536, peerLines: 100_000, ratio: 15 }
const DESCRIPTORS = new URL('./four-descriptors.sql', import.meta.url)
const PEER = fileURLToPath(new URL('./evidently_descriptors.py', import.meta.url))

const USAGE = `Usage: node bench/drift/load.ts [--lines N] [--parquet] [--peer]
  --lines N  how many lines the log has (default: 1000000)
  --parquet  the same requests as Parquet, in one row group
  --peer     also Evidently's four text descriptors on the same file; it is installed on first use`

const values = benchOptions(USAGE, {
  lines: { type: 'string', default: '1000000' },
  parquet: { type: 'boolean', default: false },
  peer: { type: 'boolean', default: false },
})
const lines = Number(values.lines)
const folder = await mkdtemp(join(tmpdir(), 'nightdrift-bench-'))
try {
  await mkdir(join(folder, 'logs'))
  const path = join(folder, 'logs', 'app.jsonl')
  await generateLog({ path, lines, seed: 'bench', night: NIGHT })
  if (values.parquet) await writeParquet(path)
  const ours = await measure(async () => compareNight(await projectIn(folder)))
  report('nightdrift, from file to comparisons', ours)
  console.log(`  ${ours.result} comparisons`)
  if (lines === LIMITS.lines && !values.parquet) {
    console.log(
      `  ${share(ours.seconds, LIMITS.seconds)} of ${LIMITS.seconds} s, ${share(ours.peakMegabytes, LIMITS.megabytes)} of 1.5 GB`,
    )
  }
  if (values.peer) await comparePeer(path, ours)
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function projectIn(place: string): Promise<Ports> {
  const cases = Array.from({ length: 300 }, (_, id) => ({
    id: `${id}`,
    input: `Where can I return bike ${id}?`,
    expected: 'a',
  }))
  await writeFile(join(place, 'cases.jsonl'), cases.map((each) => JSON.stringify(each)).join('\n'))
  const config = parseConfig(
    {
      name: 'bench',
      dataset: 'cases.jsonl',
      target: { kind: 'replay', path: 'none.jsonl' },
      scorers: [{ kind: 'contains' }],
      traffic: [
        values.parquet ? { kind: 'parquet', glob: 'logs/*.parquet' } : { kind: 'jsonl', glob: 'logs/*' },
      ],
    },
    'the config of this benchmark',
  )
  return compose({ config, folder: place, configDigest: 'c0ffee0000000001', fault: null }, {})
}

/** Writes a log of lines as a Parquet file beside it, as most programs do: all rows in one group. */
async function writeParquet(source: string): Promise<void> {
  await using db = await openDatabase({ temporaryFolder: join(folder, 'spill'), memoryLimit: '8GB' })
  const sql = `COPY (FROM read_json($source)) TO $path (FORMAT parquet, ROW_GROUP_SIZE ${lines})`
  await db.run({ name: 'the log as Parquet', sql }, { source, path: `${source}.parquet` })
}

/** The traffic of a night as the workflow takes it through its activities. */
async function compareNight(ports: Ports): Promise<number> {
  const input = { night: NIGHT, folder: `nights/${NIGHT}/r1`, configDigest: 'c0ffee0000000001' }
  const attempt = { signal: new AbortController().signal, heartbeat: () => undefined }
  const { files } = await planTraffic(input, ports)
  for (let index = 0; index < files; index += 1) await loadTrafficFile({ ...input, index }, ports, attempt)
  const { partitions } = await closeTraffic(input, ports)
  for (let index = 0; index < partitions; index += 1)
    await summarisePartition({ ...input, index, partitions }, ports)
  const { comparisons } = await compareTraffic(input, ports)
  return comparisons.length
}

/** The four descriptors alone: the work that the peer does, and no more. */
async function describe(path: string): Promise<void> {
  await using db = await openDatabase({ temporaryFolder: join(folder, 'spill') })
  await db.run(DESCRIPTORS, { source: path, path: join(folder, 'descriptors.parquet') })
}

async function comparePeer(path: string, whole: Measured<unknown>): Promise<void> {
  const same = await measure(() => describe(path))
  report('nightdrift, four descriptors of the same file', same)
  const python = await pythonWith(['evidently==0.7.23', 'pandas<3'])
  const run = promisify(execFile)
  const peer = await measure(async () =>
    (await run(python, [PEER, path], { maxBuffer: 1 << 24 })).stdout.trim(),
  )
  report('Evidently, four descriptors of the same file', peer)
  console.log(
    `  ${times(peer, same)} our four descriptors (wanted at ${LIMITS.peerLines} lines: at least ${LIMITS.ratio} times), ${times(peer, whole)} our way to comparisons`,
  )
}

function report(what: string, { seconds, processorSeconds, peakMegabytes }: Measured<unknown>): void {
  const took = `${seconds.toFixed(1)} s (${processorSeconds.toFixed(1)} s of processor time)`
  console.log(`${what}, ${lines} lines: ${took}, at most ${Math.round(peakMegabytes)} MB`)
}

function times(peer: Measured<unknown>, ours: Measured<unknown>): string {
  const [seconds, processor] = [
    peer.seconds / ours.seconds,
    peer.processorSeconds / Math.max(1, ours.processorSeconds),
  ]
  return `${seconds.toFixed(1)} times (${processor.toFixed(1)} in processor time)`
}

function share(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)} %`
}
