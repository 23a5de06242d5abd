import type { ComparedRuns } from './compared-runs.ts'
import type { PassRow } from './pass-table.ts'
import { passes } from './passes.ts'
import { ScorerPairs } from './scorer-pairs.ts'

/** Compares two runs case by case, as `compareRuns` does with all at once; it holds a few bytes a case at most. */
export class RunsTally {
  readonly #cases = { both: 0, onlyBase: 0, onlyHead: 0, changed: 0, errored: 0 }
  readonly #names = { base: new Set<string>(), head: new Set<string>() }
  readonly #scorers = new Map<string, ScorerPairs>()
  /** How many pairs the same scorers judged on both sides, by their names as JSON. */
  readonly #judgedBy = new Map<string, number>()
  readonly #tellsUnits: boolean

  /** @param tellsUnits  as for `ScorerPairs` */
  constructor(tellsUnits = true) {
    this.#tellsUnits = tellsUnits
  }

  /** The scorers that gave scores, so far. */
  get scorerNames(): { readonly base: ReadonlySet<string>; readonly head: ReadonlySet<string> } {
    return this.#names
  }

  /**
   * Adds a case, or one of its epochs; in the head's order, which ids and groups are told in.
   *
   * @param unit what hangs together beside cases of one group; null where the case stands alone
   */
  add(base: PassRow | undefined, head: PassRow | undefined, unit: string | null = null): void {
    for (const name of Object.keys(base?.scores ?? {})) this.#names.base.add(name)
    for (const name of Object.keys(head?.scores ?? {})) this.#names.head.add(name)
    if (base !== undefined && head !== undefined) this.#addPair(base, head, unit)
    else if (base !== undefined) this.#cases.onlyBase += 1
    else if (head !== undefined) this.#cases.onlyHead += 1
  }

  /** What the runs come to. */
  compared(): ComparedRuns {
    const { base, head } = this.#names
    const names = [...head.union(base)]
    return {
      cases: { ...this.#cases, unscored: this.#unscored([...head.intersection(base)]) },
      scorers: names.map((name) =>
        (this.#scorers.get(name) ?? new ScorerPairs(this.#tellsUnits)).compared(name),
      ),
    }
  }

  #addPair(base: PassRow, head: PassRow, unit: string | null): void {
    this.#cases.both += 1
    if (base.inputDigest !== head.inputDigest) this.#cases.changed += 1
    else if (base.status !== 'answered' || head.status !== 'answered') this.#cases.errored += 1
    else this.#judge(base, head, head.group == null ? unit : `group ${head.group}`)
  }

  #judge(base: PassRow, head: PassRow, unit: string | null): void {
    const judging: string[] = []
    for (const [name, after] of Object.entries(head.scores)) {
      const before = Object.hasOwn(base.scores, name) ? base.scores[name] : null
      const passed = [passes(before), passes(after)] as const
      if (passed[0] === null || passed[1] === null) continue
      judging.push(name)
      const pairs = this.#scorers.get(name) ?? new ScorerPairs(this.#tellsUnits)
      this.#scorers.set(name, pairs)
      pairs.add({
        caseId: head.caseId,
        unit,
        passed: [passed[0], passed[1]],
        values: [valueIn(before), valueIn(after)],
      })
    }
    const key = JSON.stringify(judging)
    this.#judgedBy.set(key, (this.#judgedBy.get(key) ?? 0) + 1)
  }

  /** Pairs that a scorer of both runs gave no value on one side. */
  #unscored(shared: readonly string[]): number {
    return [...this.#judgedBy]
      .filter(([key]) => !new Set(shared).isSubsetOf(new Set(JSON.parse(key) as string[])))
      .reduce((sum, [, count]) => sum + count, 0)
  }
}

function valueIn(score: PassRow['scores'][string] | undefined): number {
  return (typeof score === 'object' && score !== null ? score.value : score) ?? 0
}
