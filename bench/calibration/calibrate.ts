import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { benchOptions } from '../options.ts'
import { table, withRow, withTable } from './calibration-tables.ts'
import { peerRows } from './peers.ts'
import { TABLES, type Trials } from './tables.ts'

/**
 * How often does a night alarm with nothing wrong, and how often does it find what is? Simulates nights as summaries, runs
 * the code of the nightly path over them, and writes what came out into `docs/methods.md`, row by row. Ends with 1 when a
 * promise is broken.
 */
const PAGE = fileURLToPath(new URL('../../docs/methods.md', import.meta.url))
const TOPICS = fileURLToPath(new URL('../topics/calibrate-topics.ts', import.meta.url))

const USAGE = `Usage: node bench/calibration/calibrate.ts [--table quiet|users|coverage|years|power|text|peers] [--only TEXT] [--quick] [--dry]
  --table  only this one; without it all but peers, the defaults of Evidently and NannyML, which are installed on first use.
           text is \`npm run bench:topics\`
  --only   only rows whose labels have this text; the others stay in the page as they are
  --quick  a tenth of the trials: too few to keep or break a promise
  --dry    only print, do not write docs/methods.md`

const FULL: Trials = { quiet: 2000, power: 200, years: 20 }
const QUICK: Trials = { quiet: 200, power: 20, years: 1 }

const OPTIONS = {
  table: { type: 'string' },
  only: { type: 'string', default: '' },
  quick: { type: 'boolean', default: false },
  dry: { type: 'boolean', default: false },
} as const

type Options = ReturnType<typeof benchOptions<typeof OPTIONS>>

async function main(): Promise<void> {
  const options = benchOptions(USAGE, OPTIONS)
  for (const name of options.table === undefined ? [...Object.keys(TABLES), 'text'] : [options.table]) {
    if (name === 'text') calibrateTopics(options)
    else if (name === 'peers') await calibratePeers(options)
    else await calibrate(name, options)
  }
}

async function calibrate(name: string, { only, quick, dry }: Options): Promise<void> {
  const made = TABLES[name]
  if (made === undefined) throw new Error(`There is no table \`${name}\`. ${USAGE}`)
  const rows = made.rows(quick ? QUICK : FULL)
  const order = rows.map(({ labels }) => labels)
  for (const row of rows.filter(({ labels }) => labels.join(' · ').includes(only))) {
    const { cells, kept } = row.make()
    console.log(cells.join(' · '))
    if (!kept) process.exitCode = 1
    if (!dry)
      await writeFile(PAGE, withRow(await readFile(PAGE, 'utf8'), { name, head: made.head, order, cells }))
  }
}

async function calibratePeers({ dry }: Options): Promise<void> {
  const head = ['feature', 'nights', 'requests a night', 'Evidently 0.7.23', 'NannyML 0.13.1']
  const made = table(head, await peerRows())
  if (dry) console.log(made)
  else await writeFile(PAGE, withTable(await readFile(PAGE, 'utf8'), 'peers', made))
}

/** Topics have a bench of their own, which writes its rows one by one. */
function calibrateTopics({ only, quick, dry }: Options): void {
  const options = [...(quick ? ['--runs', '10'] : []), ...(dry ? ['--dry'] : []), '--only', only]
  const { status } = spawnSync(process.execPath, [TOPICS, ...options], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}

await main()
