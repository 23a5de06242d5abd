import type { PairedTable } from '../stats/newcombe-paired.ts'
import type { ComparedRuns } from './compared-runs.ts'

/** A case that one scorer judged in both runs, base first. */
interface JudgedPair {
  readonly caseId: string
  /** What hangs together; null where the case stands alone. */
  readonly unit: string | null
  readonly passed: readonly [base: boolean, head: boolean]
  readonly values: readonly [base: number, head: number]
}

/** What hangs together, in pairs; `change` is that of their values. */
interface Unit {
  readonly table: Record<keyof PairedTable, number>
  change: number
}

/** The pairs of one scorer, added up. Of a case that stands alone it holds its cell of the table and its change. */
export class ScorerPairs {
  readonly #table = emptyTable()
  readonly #flipped: Record<'n10' | 'n01', string[]> = { n10: [], n01: [] }
  readonly #units = new Map<string, Unit>()
  /** In the order in which they came: the places in CELLS of cases that stand alone, and UNIT for each unit. */
  readonly #places: number[] = []
  /** Of the cases that stand alone. */
  readonly #changes: number[] = []
  readonly #tellsUnits: boolean
  #isGraded = false

  /** @param tellsUnits  false where each case stands alone and nobody asks by how much values changed: nothing is held then */
  constructor(tellsUnits: boolean) {
    this.#tellsUnits = tellsUnits
  }

  add({ caseId, unit, passed, values: [before, after] }: JudgedPair): void {
    const cell = cellOf(...passed)
    this.#table[cell] += 1
    if (cell === 'n10' || cell === 'n01') this.#flipped[cell].push(caseId)
    if (!this.#tellsUnits) return
    this.#isGraded ||= isPart(before) || isPart(after)
    if (unit === null) {
      this.#places.push(CELLS.indexOf(cell))
      this.#changes.push(after - before)
    } else {
      const together = this.#unit(unit)
      together.table[cell] += 1
      together.change = together.change + after - before
    }
  }

  compared(name: string): ComparedRuns['scorers'][number] {
    const { n11, n10, n01, n00 } = this.#table
    const hangsTogether = this.#tellsUnits && this.#places.length < n11 + n10 + n01 + n00
    return {
      name,
      table: { ...this.#table },
      ...(hangsTogether && { groups: this.#eachUnit(({ table }) => table) }),
      lost: this.#flipped.n10,
      gained: this.#flipped.n01,
      ...(this.#isGraded && { valueChanges: this.#eachUnit(({ change }) => change) }),
    }
  }

  #unit(name: string): Unit {
    const known = this.#units.get(name)
    if (known !== undefined) return known
    const made = { table: emptyTable(), change: 0 }
    this.#units.set(name, made)
    this.#places.push(UNIT)
    return made
  }

  #eachUnit<T>(take: (unit: Unit) => T): T[] {
    const units = this.#units.values()
    const changes = this.#changes.values()
    return this.#places.map((place) =>
      take(place === UNIT ? units.next().value! : { table: ALONE[place]!, change: changes.next().value! }),
    )
  }
}

const CELLS = ['n11', 'n10', 'n01', 'n00'] as const
const UNIT = CELLS.length

/** The tables of cases that stand alone, by place: a million of them are four. */
const ALONE = CELLS.map((cell) => ({ ...emptyTable(), [cell]: 1 }))

function emptyTable(): Unit['table'] {
  return { n11: 0, n10: 0, n01: 0, n00: 0 }
}

function cellOf(before: boolean, after: boolean): keyof PairedTable {
  if (before) return after ? 'n11' : 'n10'
  return after ? 'n01' : 'n00'
}

function isPart(value: number): boolean {
  return value !== 0 && value !== 1
}
