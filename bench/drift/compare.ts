import { fileURLToPath } from 'node:url'
import { measureCommand } from '../measure.ts'
import { benchOptions } from '../options.ts'
import { pythonWith } from '../python-environment.ts'
import { generateTable } from './generate-table.ts'

/**
 * How long does `nightdrift compare` take on large tables, and how much memory? With `--peer` Evidently's drift preset
 * runs on the same files; it is installed into the user's cache on first use. The large pair takes it minutes and 6 GB.
 */
const CLI = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
const PEER = fileURLToPath(new URL('./evidently-compare.py', import.meta.url))
const PEER_PACKAGES = ['evidently==0.7.23', 'pandas<3', 'pyarrow==26.0.1']

const USAGE = `Usage: node bench/drift/compare.ts [--small] [--peer]
  --small  only 10,000 against 1,000,000 rows
  --peer   also Evidently's drift preset on the same files; it is installed on first use`

/** The promise: at least so many times as fast as Evidently, whose seconds on the same 2 cores are given. */
const PAIRS = [
  { reference: 10_000, current: 1_000_000, evidently: 11.4, times: 12, withoutStart: true },
  { reference: 100_000, current: 10_000_000, evidently: 197, times: 40, withoutStart: false },
] as const

type Pair = (typeof PAIRS)[number]
type Sizes = { readonly reference: number; readonly current: number }

async function main(): Promise<void> {
  const values = benchOptions(USAGE, {
    peer: { type: 'boolean', default: false },
    small: { type: 'boolean', default: false },
  })
  const python = values.peer ? await pythonWith(PEER_PACKAGES) : null
  const startUp = await compared({ reference: 100, current: 100 })
  console.log(
    `start-up (100 against 100 rows): ${startUp.seconds.toFixed(2)} s, ${startUp.processorSeconds.toFixed(2)} s of processor time`,
  )
  for (const pair of values.small ? PAIRS.slice(0, 1) : PAIRS) await measure(pair, startUp.seconds, python)
}

async function measure(pair: Pair, startUp: number, python: string | null): Promise<void> {
  const own = await compared(pair)
  const seconds = pair.withoutStart ? Math.max(0, own.seconds - startUp) : own.seconds
  const peer = python === null ? pair.evidently : await peerSeconds(pair, python)
  const source = python === null ? 'measured before' : 'in this run'
  console.log(
    `${pair.reference.toLocaleString('en')} against ${pair.current.toLocaleString('en')} rows × 10 columns: ` +
      `${seconds.toFixed(2)} s${pair.withoutStart ? ' without start-up' : ''}, ${own.processorSeconds.toFixed(2)} s of processor time with start-up, ` +
      `peak ${own.peakMegabytes.toFixed(0)} MB; ` +
      `Evidently ${peer.toFixed(1)} s (${source}): ${(peer / seconds).toFixed(1)} × as fast, ${pair.times} × promised`,
  )
}

async function compared({ reference, current }: Sizes) {
  const paths = await tablesOf(reference, current)
  return measureCommand(process.execPath, [
    CLI,
    'compare',
    '--reference',
    paths[0],
    '--current',
    paths[1],
    '--json',
  ])
}

async function peerSeconds({ reference, current }: Sizes, python: string): Promise<number> {
  const { result } = await measureCommand(python, [PEER, ...(await tablesOf(reference, current))])
  return JSON.parse(result).seconds
}

async function tablesOf(reference: number, current: number): Promise<[string, string]> {
  return [
    await generateTable({ rows: reference, seed: 1, shift: 0 }),
    await generateTable({ rows: current, seed: 2, shift: 0.1 }),
  ]
}

await main()
