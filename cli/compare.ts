import Table from 'cli-table3'
import { type ComparedColumn, type ComparedTables, compareTables } from '../activities/compare-tables.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { EXIT, type ExitCode } from './exit.ts'
import type { Terminal } from './terminal.ts'

export interface CompareVerbOptions {
  readonly reference: string
  readonly current: string
  /** `NAME=numeric|categorical|text`, any number of them. */
  readonly type: readonly string[]
  /** `auto`, `none` or a column. */
  readonly cluster: string
  readonly by?: string
  readonly failOn: 'never' | 'drift'
}

const DIRECTION = { up: 'larger', down: 'smaller', changed: 'different' } as const

/** Drift of any two tables, column by column. */
export async function compare(options: CompareVerbOptions, terminal: Terminal): Promise<ExitCode> {
  const { document: compared } = await compareTables({
    reference: options.reference,
    current: options.current,
    types: Object.fromEntries(options.type.map(parseType)),
    cluster: options.cluster,
    ...(options.by === undefined ? {} : { by: options.by }),
  })
  terminal.document(compared)
  terminal.result(tableOf(compared))
  for (const column of compared.columns)
    for (const note of column.notes) terminal.result(`  ${column.name}: ${note}`)
  for (const { name, reason } of compared.skipped) terminal.result(`  ${name}: not compared, ${reason}`)
  terminal.result(decisionOf(compared))
  return options.failOn === 'drift' ? gate(compared) : EXIT.done
}

/** A gate that could judge no column at all has not been passed. */
function gate({ columns, drifted }: ComparedTables): ExitCode {
  if (drifted.length > 0) return EXIT.found
  return columns.some(({ verdict }) => verdict === 'same') ? EXIT.done : EXIT.incomplete
}

/** What was too little to judge is told beside the decision: silence about it would pass for "the same". */
function decisionOf({ columns, drifted }: ComparedTables): string {
  const open = columns.filter(({ verdict }) => verdict === 'insufficient-data').map(({ name }) => name)
  const tooLittle = open.length === 0 ? '' : ` Too little data to say: ${open.join(', ')}.`
  if (drifted.length > 0) return `Drifted: ${drifted.join(', ')}.${tooLittle}`
  return open.length === columns.length
    ? `No column could be compared.${tooLittle}`
    : `Nothing drifted.${tooLittle}`
}

function parseType(text: string): [string, 'numeric' | 'categorical' | 'text'] {
  const at = text.lastIndexOf('=')
  const type = text.slice(at + 1)
  if (at > 0 && (type === 'numeric' || type === 'categorical' || type === 'text'))
    return [text.slice(0, at), type]
  throw new ConfigError(
    `Cannot read --type ${JSON.stringify(text)}: expected NAME=numeric, NAME=categorical or NAME=text.`,
  )
}

function tableOf({ columns }: ComparedTables): string {
  const table = new Table({
    head: ['column', 'type', 'n reference', 'n current', 'effect', 'current is', 'adjusted p', 'verdict'],
    style: { head: [], border: [] },
  })
  for (const column of columns) table.push(rowOf(column))
  return table.toString()
}

function rowOf({ name, type, n, effect, direction, adjustedPValue, verdict }: ComparedColumn): string[] {
  const size =
    effect === null
      ? '–'
      : `${effect.name} ${short(effect.value)} [${short(effect.interval.lower)}, ${short(effect.interval.upper)}]`
  return [
    name,
    type,
    String(n.reference),
    String(n.current),
    size,
    verdict === 'drifted' && direction !== null ? DIRECTION[direction] : '',
    adjustedPValue === null ? '–' : short(adjustedPValue),
    verdict,
  ]
}

function short(value: number): string {
  return Math.abs(value) < 1e-4 && value !== 0 ? value.toExponential(1) : String(Number(value.toFixed(4)))
}
