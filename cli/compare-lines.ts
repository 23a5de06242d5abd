import Table from 'cli-table3'
import type { ComparedColumn, ComparedTables } from '../activities/compare-tables.ts'
import { directionWords } from '../report/compare-words.ts'
import { countOf } from '../report/format/number.ts'
import { VERDICT_WORDS } from '../report/verdict-words.ts'
import { PLAIN_TABLE } from './plain-table.ts'

/** More columns than this are not read in a terminal: then the most telling ones are shown. */
const MOST_ROWS = 40
const MOST_NOTES = 60

/** Names give way to the width of a terminal, as far as they can still be told apart. */
const WIDTH = 80
const [SHORTEST_NAME, LONGEST_NAME] = [10, 18]

const HEAD = ['column', 'type', 'effect', 'net', 'p', 'verdict'] as const

const RANK = { drifted: 0, 'insufficient-data': 1, accepted: 2, same: 3 } as const
const EFFECTS: Readonly<Record<string, string>> = { cliffsDelta: 'δ', ks: 'KS', totalVariation: 'TV' }

/** A comparison of tables as lines of at most 80 characters, notes apart: what a person reads in a terminal. */
export function compareLines(compared: ComparedTables): string[] {
  const { columns, skipped, notes } = compared
  const shown = shownOf(columns)
  const hidden = columns.length - shown.length
  return [
    ...(shown.length === 0 ? [] : [tableOf(shown), ...legendOf(shown)]),
    ...(hidden === 0 ? [] : [`  ${countOf(hidden, 'more column')}: --json and --html have them`]),
    ...capped(shown.flatMap(({ name, notes: own }) => own.map((note) => `  ${short(name, 40)}: ${note}`))),
    ...capped(skipped.map(({ name, reason }) => `  ${short(name, 40)}: not compared, ${reason}`)),
    ...notes.map((note) => `  ${note}`),
    ...sliceLines(compared),
    decisionOf(compared),
  ]
}

function shownOf(columns: readonly ComparedColumn[]): readonly ComparedColumn[] {
  if (columns.length <= MOST_ROWS) return columns
  return columns.toSorted((a, b) => RANK[a.verdict] - RANK[b.verdict]).slice(0, MOST_ROWS)
}

function capped(lines: readonly string[]): string[] {
  const hidden = lines.length - MOST_NOTES
  return hidden <= 0 ? [...lines] : [...lines.slice(0, MOST_NOTES), `  and ${hidden} more like these`]
}

function legendOf([first]: readonly ComparedColumn[]): string[] {
  return [
    'δ below 0: current values are larger. p is adjusted.',
    `net: the effect’s size beyond chance; above ${first?.minimumEffect}, with a small p, it is drift.`,
  ]
}

function tableOf(columns: readonly ComparedColumn[]): string {
  const table = new Table({
    head: [...HEAD],
    chars: PLAIN_TABLE,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 1 },
  })
  const rows = columns.map(rowOf)
  const limit = nameLimit([HEAD.slice(1), ...rows])
  for (const [at, { name }] of columns.entries()) table.push([short(name, limit), ...rows[at]!])
  // The last column is padded as well.
  return table.toString().replace(/ +$/gm, '')
}

/** @param rows what stands beside the names */
function nameLimit(rows: readonly (readonly string[])[]): number {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((cells) => cells[at]!.length)))
  const rest = widths.reduce((sum, width) => sum + 1 + width, 0)
  return Math.min(LONGEST_NAME, Math.max(SHORTEST_NAME, WIDTH - rest))
}

/** All but the name. */
function rowOf(column: ComparedColumn): string[] {
  const { type, effect, adjustedPValue, verdict } = column
  const direction = directionWords(column)
  const size =
    effect === null
      ? '–'
      : `${EFFECTS[effect.name] ?? effect.name} ${number(effect.value)} [${end(effect.interval.lower)}, ${end(effect.interval.upper)}]`
  return [
    type,
    size,
    effect === null ? '–' : number(Math.abs(effect.corrected)),
    adjustedPValue === null ? '–' : pValue(adjustedPValue),
    direction === '' ? VERDICT_WORDS[verdict] : `${VERDICT_WORDS[verdict]}, ${direction}`,
  ]
}

function sliceLines({ slices }: ComparedTables): string[] {
  if (slices === undefined) return []
  const found = slices.slices.filter(({ drifted }) => drifted.length > 0)
  const told = found.map(
    ({ value, pooled, drifted }) =>
      `  ${short(slices.by, 20)} ${pooled > 0 ? `(${pooled} other values)` : value === null ? '(no value)' : short(value, 30)}: drifted ${drifted.map((name) => short(name, 40)).join(', ')}`,
  )
  const all = slices.slices.length
  const open = slices.slices.filter(({ columns }) => columns.every(isOpen)).length
  const tooLittle = open === 0 ? '' : `, ${open} with too little data to say`
  return [
    ...capped(told),
    `  ${all - found.length - open} of ${all} slices without a drift found${tooLittle}`,
  ]
}

/** What was too little to judge is told beside the decision: silence about it would pass for "the same". */
function decisionOf({ columns, drifted, slices }: ComparedTables): string {
  const within = (slices?.slices ?? []).filter((slice) => slice.drifted.length > 0).length
  const open = columns.filter(isOpen).map(({ name }) => name)
  const tooLittle = open.length === 0 ? '' : ` Too little data to say: ${listed(open)}.`
  if (drifted.length > 0) return `Drifted: ${listed(drifted)}.${tooLittle}`
  if (within > 0)
    return `Nothing drifted over everything, but within ${within} of ${slices!.slices.length} slices.${tooLittle}`
  return open.length === columns.length
    ? `No column could be compared.${tooLittle}`
    : `Nothing drifted.${tooLittle}`
}

function isOpen({ verdict }: ComparedColumn): boolean {
  return verdict === 'insufficient-data'
}

function listed(names: readonly string[]): string {
  const some = names.slice(0, MOST_ROWS).map((name) => short(name, 40))
  return names.length > MOST_ROWS
    ? `${some.join(', ')} and ${names.length - MOST_ROWS} more`
    : some.join(', ')
}

/** On one line; both ends stay, because names often begin alike. */
function short(name: string, limit: number): string {
  const signs = Array.from(name.replace(/\s+/g, ' '))
  if (signs.length <= limit) return signs.join('')
  const tail = Math.floor(limit / 3)
  return `${signs.slice(0, limit - tail - 1).join('')}…${signs.slice(-tail).join('')}`
}

/** An end of an interval: no finer than it is certain. */
function end(value: number): string {
  return String(Number(value.toFixed(2)) + 0)
}

function pValue(value: number): string {
  return value < 1e-3 ? value.toExponential(0) : number(value)
}

function number(value: number): string {
  return Math.abs(value) < 1e-3 && value !== 0 ? value.toExponential(1) : String(Number(value.toFixed(3)))
}
