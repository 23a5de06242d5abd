import { ConfigError } from '../../suite/config/errors.ts'
import type { Side } from './column-pair.ts'
import type { ColumnType } from './infer-column.ts'
import type { OpenTable } from './table-file.ts'

type Tables = Readonly<Record<Side, OpenTable>>

/** A column that is not compared, and why. */
export interface SkippedColumn {
  readonly name: string
  readonly reason: string
}

/** The columns of two tables. */
export interface ColumnNames {
  /** Those to compare, which both tables have, in the order of the reference table. */
  readonly shared: readonly string[]
  /** All others. */
  readonly left: readonly SkippedColumn[]
}

/**
 * Which columns can be compared, and which does a person want left out?
 *
 * @throws ConfigError when the tables share no column, or a name is not there, or is to be left out and has a type too
 */
export function columnNames(
  tables: Tables,
  { types, skip }: { readonly types: Readonly<Record<string, ColumnType>>; readonly skip: readonly string[] },
): ColumnNames {
  const [reference, current] = [[...tables.reference.columns.keys()], [...tables.current.columns.keys()]]
  const shared = reference.filter((name) => tables.current.columns.has(name))
  if (shared.length === 0)
    throw new ConfigError(
      'Cannot compare the two tables: they have no column in common. Expected at least one of the same name.',
    )
  checkTypes(shared, types, skip)
  checkSkipped([...reference, ...current], skip)
  const left = (names: readonly string[], reason: string) =>
    names.map((name) => ({ name, reason: skip.includes(name) ? LEFT_OUT : reason }))
  return {
    shared: shared.filter((name) => !skip.includes(name)),
    left: [
      ...left(
        shared.filter((name) => skip.includes(name)),
        LEFT_OUT,
      ),
      ...left(
        reference.filter((name) => !shared.includes(name)),
        'only the reference table has it',
      ),
      ...left(
        current.filter((name) => !shared.includes(name)),
        'only the current table has it',
      ),
    ],
  }
}

const LEFT_OUT = 'it was left out with `--skip`'

function checkTypes(
  shared: readonly string[],
  types: Readonly<Record<string, ColumnType>>,
  skip: readonly string[],
): void {
  const unknown = Object.keys(types).find((name) => !shared.includes(name))
  if (unknown !== undefined)
    throw new ConfigError(
      `Cannot give column ${JSON.stringify(unknown)} a type: not both tables have it. Both have ${listed(shared)}.`,
    )
  const both = skip.find((name) => Object.hasOwn(types, name))
  if (both !== undefined)
    throw new ConfigError(
      `Cannot leave out column ${JSON.stringify(both)} and give it a type as well. Expected one of --skip and --type.`,
    )
}

function checkSkipped(known: readonly string[], skip: readonly string[]): void {
  const unknown = skip.find((name) => !known.includes(name))
  if (unknown !== undefined)
    throw new ConfigError(
      `Cannot leave out column ${JSON.stringify(unknown)}: neither table has it. Expected one of ${listed([...new Set(known)])}.`,
    )
}

function listed(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ')
}
