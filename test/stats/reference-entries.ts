import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'

/** SciPy's values: the table and its conventions are described in the file itself. */
const REFERENCE = new URL('../../../shared/reference/drift_reference.json', import.meta.url)
const DATA = new URL('../../../shared/data/', import.meta.url)

export interface ReferenceEntry {
  readonly name: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly expected: Readonly<Record<string, unknown>>
}

/** Entries whose name ends in `/method`, or begins with `group/`; skips the test when the table is not there. */
export function referenceEntries(t: TestContext, part: string): readonly ReferenceEntry[] {
  if (!existsSync(REFERENCE)) {
    assert.notEqual(
      process.env.NIGHTDRIFT_STRICT,
      '1',
      `the reference table is missing: ${REFERENCE.pathname}`,
    )
    t.skip('left out: the reference table of SciPy values is not beside the repository')
    return []
  }
  const { entries } = JSON.parse(readFileSync(REFERENCE, 'utf8')) as { entries: ReferenceEntry[] }
  const found = entries.filter(({ name }) => name.endsWith(`/${part}`) || name.startsWith(`${part}/`))
  assert.ok(found.length > 0, `no reference entry is called ${part}`)
  return found
}

/** The values of one side: given in place, by a recipe, or as a column of a data file. Missing ones removed. */
export function referenceValues(input: unknown): number[] {
  if (Array.isArray(input)) return input.filter((value) => value !== null) as number[]
  const source = input as { recipe?: string; file?: string; column?: string; rows?: string }
  if (source.recipe !== undefined) return recipeValues(source.recipe)
  return columnValues(source.file!, source.column!, source.rows!)
}

/** Reads a number that JSON cannot hold (`"NaN"`, `"Infinity"`) as well as one that it can. */
export function expectedNumber(value: unknown): number {
  return typeof value === 'string' ? Number(value) : (value as number)
}

/** The conventions' tolerances: 1e-10 relative. */
export function assertStatistic(actual: number | null, expected: unknown, what: string): void {
  assertWithin(actual, expectedNumber(expected), 1e-10, what)
}

/** The conventions' tolerances: 1e-6 relative, 1e-3 below 1e-12. */
export function assertPValue(actual: number | null, expected: unknown, what: string): void {
  const value = expectedNumber(expected)
  assertWithin(actual, value, value < 1e-12 ? 1e-3 : 1e-6, what)
}

function assertWithin(actual: number | null, expected: number, relative: number, what: string): void {
  assert.ok(actual !== null, `${what}: null; expected ${expected}`)
  if (actual === expected) return
  const distance = Math.abs(actual - expected)
  // A difference of shares that should be 0 is left with rounding of shares, which are near 1.
  assert.ok(
    distance <= Math.max(relative * Math.abs(expected), 1e-300) || (expected === 0 && distance < 1e-15),
    `${what}: ${actual}; expected ${expected}`,
  )
}

function recipeValues(recipe: string): number[] {
  const match = /^for i in 1\.\.(\d+): \(\(i\*(\d+)\)%(\d+)\)\/(\d+)$/.exec(recipe)
  assert.ok(match, `this recipe is not understood: ${recipe}`)
  const [count, factor, modulus, divisor] = match.slice(1).map(Number) as [number, number, number, number]
  return Array.from({ length: count }, (_, i) => (((i + 1) * factor) % modulus) / divisor)
}

function columnValues(file: string, column: string, rows: string): number[] {
  const lines = readFileSync(new URL(file, DATA), 'utf8').trimEnd().split(/\r?\n/)
  const at = lines[0]!.split(',').indexOf(column)
  const [from, to] =
    rows === 'all' ? [0, lines.length] : (JSON.parse(rows.replace(')', ']')) as [number, number])
  return lines.slice(1 + from, 1 + to).map((line) => Number(line.split(',')[at]))
}
