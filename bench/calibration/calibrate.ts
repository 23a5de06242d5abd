import { spawnSync } from 'node:child_process'
import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { benchOptions } from '../options.ts'
import { coverageCells, resultCells, table, withTable, yearCells } from './calibration-tables.ts'
import { COVERED_SHARES, coverageRows } from './coverage-rows.ts'
import { peerRows } from './peers.ts'
import { powerRows } from './power-rows.ts'
import { quietRows } from './quiet-rows.ts'
import { type CalibrationRow, runRow } from './row.ts'
import { userRows } from './user-rows.ts'
import { quietYears } from './year-rows.ts'

/**
 * How often does a night alarm with nothing wrong, and how often does it find what is? Simulates nights as summaries, runs
 * the code of the nightly path over them, and writes what came out into `docs/methods.md`. Ends with 1 when a promise
 * is broken.
 */
const PAGE = fileURLToPath(new URL('../../docs/methods.md', import.meta.url))

const TOPICS = fileURLToPath(new URL('../topics/calibrate-topics.ts', import.meta.url))

const USAGE = `Usage: node bench/calibration/calibrate.ts [--table quiet|users|coverage|years|power|text|peers] [--quick] [--dry]
  --table  only this one; without it all but peers, the defaults of Evidently and NannyML, which are installed on first use.
           text is \`npm run bench:topics\`
  --quick  a tenth of the trials: too few to keep or break a promise
  --dry    only print, do not write docs/methods.md`

const FULL = { quiet: 2000, power: 200, years: 20 }
const QUICK = { quiet: 200, power: 20, years: 1 }
type Trials = typeof FULL

const OWN = ['quiet', 'users', 'coverage', 'years', 'power', 'text'] as const

/** Each table by its name, which its markers in the page have too. */
const TABLES: Readonly<Record<string, (trials: Trials) => string | Promise<string>>> = {
  quiet: ({ quiet }) =>
    resultTable(
      ['feature', 'nights', 'requests a night', 'p by', 'alarms at 5 %', 'promise'],
      quietRows(quiet),
    ),
  power: ({ power }) => resultTable(['what is wrong', 'nights', 'found', 'promise'], powerRows(power)),
  users: ({ quiet }) => userTable(quiet),
  coverage: ({ quiet }) => coverageTable(quiet),
  years: ({ years }) => yearTable(years),
  peers: async () =>
    table(['feature', 'nights', 'requests a night', 'Evidently 0.7.23', 'NannyML 0.13.1'], await peerRows()),
}

async function main(): Promise<void> {
  const options = benchOptions(USAGE, {
    table: { type: 'string' },
    quick: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
  })
  for (const name of options.table === undefined ? OWN : [options.table]) {
    if (name === 'text') {
      calibrateTopics(options)
      continue
    }
    const make = TABLES[name]
    if (make === undefined) throw new Error(`There is no table \`${name}\`. ${USAGE}`)
    const made = await make(options.quick ? QUICK : FULL)
    if (options.dry) console.log(made)
    else await writeFile(PAGE, withTable(await readFile(PAGE, 'utf8'), name, made))
  }
}

/** Topics have a bench of their own, which writes its rows one by one. */
function calibrateTopics({ quick, dry }: { readonly quick: boolean; readonly dry: boolean }): void {
  const options = [...(quick ? ['--runs', '10'] : []), ...(dry ? ['--dry'] : [])]
  const { status } = spawnSync(process.execPath, [TOPICS, ...options], { stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}

function coverageTable(nights: number): string {
  const rows = coverageRows(nights).map((row) => told(coverageCells(row), row.kept !== false))
  return table(['nights', ...COVERED_SHARES.map((share) => `share ${share}`), 'promise'], rows)
}

function resultTable(head: readonly string[], rows: readonly CalibrationRow[]): string {
  const cells = rows.map((row) => {
    const result = runRow(row)
    return told(resultCells(result), result.kept)
  })
  return table(head, cells)
}

function userTable(trials: number): string {
  const rows = userRows(trials).map((row) => {
    const result = runRow(row)
    const alone = `${((100 * result.beside) / result.trials).toFixed(1)} %`
    const [alarms, promise] = resultCells(result).slice(-2)
    return told([...row.labels, alone, alarms!, promise!], result.kept)
  })
  return table(
    [
      'feature',
      'live traffic',
      'correlation',
      'cases',
      'alarms at 5 % if all were independent',
      'alarms at 5 %',
      'promise',
    ],
    rows,
  )
}

function yearTable(years: number): string {
  const rows: (readonly string[])[] = []
  quietYears(years, (done) => rows.push(told(yearCells(done), done.kept !== false)))
  return table(
    [
      'nights',
      'deviation between nights',
      'requests a night',
      'years',
      'against recent nights, a year: nights with p / with a finding',
      'slow drift, a year: checks with evidence / with a finding',
      'at most half of A = 12 for both (0.4 + 0.1)',
    ],
    rows,
  )
}

/** Says a row as soon as it is there: all of them take a while. */
function told(cells: readonly string[], isKept: boolean): readonly string[] {
  console.log(cells.join(' · '))
  if (!isKept) process.exitCode = 1
  return cells
}

await main()
