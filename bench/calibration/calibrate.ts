import { readFile, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { benchOptions } from '../options.ts'
import { resultCells, table, withTables, yearCells } from './calibration-tables.ts'
import { peerRows } from './peers.ts'
import { powerRows } from './power-rows.ts'
import { quietRows } from './quiet-rows.ts'
import { type CalibrationResult, type CalibrationRow, runRow } from './row.ts'
import { type QuietYears, quietYears } from './year-rows.ts'

/**
 * How often does a night alarm with nothing wrong, and how often does it find what is? Simulates nights as summaries, runs
 * the code of the nightly path over them, and writes what came out into `docs/methods.md`. Ends with 1 when a promise
 * is broken.
 */
const PAGE = fileURLToPath(new URL('../../docs/methods.md', import.meta.url))

const USAGE = `Usage: node bench/calibration/calibrate.ts [--quick] [--dry] [--peer]
  --quick  a tenth of the trials: too few to keep or break a promise
  --dry    only print, do not write docs/methods.md
  --peer   only Evidently's and NannyML's defaults on the same nights; they are installed on first use`

const FULL = { quiet: 2000, power: 200, years: 6 }
const QUICK = { quiet: 200, power: 20, years: 1 }

const QUIET_HEAD = ['feature', 'nights', 'requests a night', 'p by', 'alarms at 5 %', 'promise']
const YEAR_HEAD = [
  'nights',
  'deviation between nights',
  'requests a night',
  'years',
  'against recent nights, a year: nights with p / with a finding',
  'slow drift, a year: checks with evidence / with a finding',
  'at most half of A = 12 for both (0.4 + 0.1)',
]
const PEER_HEAD = ['feature', 'nights', 'requests a night', 'Evidently 0.7.23', 'NannyML 0.13.1']
const POWER_HEAD = ['what is wrong', 'nights', 'found', 'promise']

async function main(): Promise<void> {
  const options = benchOptions(USAGE, {
    quick: { type: 'boolean', default: false },
    dry: { type: 'boolean', default: false },
    peer: { type: 'boolean', default: false },
  })
  const [name, tables] = options.peer
    ? ['calibration of peers', table(PEER_HEAD, await peerRows())]
    : ['calibration', ownTables(options.quick ? QUICK : FULL)]
  if (options.dry) console.log(tables)
  else await writeFile(PAGE, withTables(await readFile(PAGE, 'utf8'), name, tables))
}

function ownTables(trials: typeof FULL): string {
  const quiet = runRows(quietRows(trials.quiet))
  const years = runYears(trials.years)
  const power = runRows(powerRows(trials.power))
  if ([...quiet, ...power, ...years].some(({ kept }) => kept === false)) process.exitCode = 1
  return [
    'With nothing wrong, one check by itself:',
    table(QUIET_HEAD, quiet.map(resultCells)),
    'With nothing wrong, 60 checks at the default settings, from the first night of a lake on:',
    table(YEAR_HEAD, years.map(yearCells)),
    'With something wrong, at the default settings:',
    table(POWER_HEAD, power.map(resultCells)),
  ].join('\n\n')
}

function runRows(rows: readonly CalibrationRow[]): CalibrationResult[] {
  return rows.map((row) => {
    const result = runRow(row)
    console.log(resultCells(result).join(' · '))
    return result
  })
}

function runYears(years: number): QuietYears[] {
  const all: QuietYears[] = []
  quietYears(years, (done) => {
    all.push(done)
    console.log(yearCells(done).join(' · '))
  })
  return all
}

await main()
