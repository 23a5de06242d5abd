import { IdList } from './id-list.ts'
import type { PassRow } from './pass-table.ts'
import { passes } from './passes.ts'
import type { CasePair } from './sliced-tally.ts'

/** Two words of the digest, the case's kind, and its group. */
const WORDS = 4

/** What very many cases have in common: how they ended, which scorers they passed, and tags. */
type Kind = Pick<PassRow, 'tags' | 'status' | 'scores'>

/**
 * A run with each case once, in some 24 bytes a case beside its id. Of values it keeps whether they pass. What cases have in
 * common is held once, so only tags that many cases share belong in it.
 */
export class HeldRun {
  readonly ids = new IdList()
  readonly #kinds = new Numbered<Kind>()
  readonly #groups = new Numbered<string | null>()
  #words = new Uint32Array(WORDS * 1024)

  /** Whether cases hang together. */
  get hasGroups(): boolean {
    return this.#groups.values.some((group) => group !== null)
  }

  /** @param tags  those of the row that are kept */
  add({ caseId, inputDigest, status, scores, group }: PassRow, tags: PassRow['tags']): void {
    const at = WORDS * this.ids.add(caseId)
    if (at >= this.#words.length) this.#grow()
    const kind = { tags, status, scores: passedOf(scores) }
    this.#words[at] = Number.parseInt(inputDigest.slice(0, 8), 16)
    this.#words[at + 1] = Number.parseInt(inputDigest.slice(8), 16)
    this.#words[at + 2] = this.#kinds.numberOf(JSON.stringify(kind), kind)
    this.#words[at + 3] = this.#groups.numberOf(group ?? null, group ?? null)
  }

  /** The case at a place. */
  at(place: number): PassRow {
    const [high = 0, low = 0, kind = 0, group = 0] = this.#words.subarray(WORDS * place, WORDS * (place + 1))
    return {
      ...this.#kinds.values[kind]!,
      caseId: this.ids.at(place),
      inputDigest: `${high} ${low}`,
      group: this.#groups.values[group]!,
    }
  }

  #grow(): void {
    const words = this.#words
    this.#words = new Uint32Array(2 * words.length)
    this.#words.set(words)
  }
}

/**
 * Both runs case by case, by id in code-point order.
 *
 * @throws RangeError when a run holds a case twice
 */
export function* pairedById(base: HeldRun, head: HeldRun): Generator<CasePair> {
  const [before, after] = [inOrder(base, 'base'), inOrder(head, 'head')]
  for (let [i, j] = [0, 0]; i < before.length || j < after.length; ) {
    const order =
      i === before.length ? 1 : j === after.length ? -1 : base.ids.compare(before[i]!, head.ids, after[j]!)
    yield {
      base: order <= 0 ? base.at(before[i++]!) : undefined,
      head: order >= 0 ? head.at(after[j++]!) : undefined,
    }
  }
}

function inOrder({ ids }: HeldRun, run: string): Uint32Array {
  const order = ids.inOrder()
  for (let i = 1; i < order.length; i++)
    if (ids.compare(order[i - 1]!, ids, order[i]!) === 0)
      throw new RangeError(
        `Cannot compare runs: the ${run} holds case ${JSON.stringify(ids.at(order[i]!))} twice; expected once. Read each result file once.`,
      )
  return order
}

/** Different things, numbered in the order in which they come. */
class Numbered<T> {
  readonly values: T[] = []
  readonly #numbers = new Map<string | null, number>()

  numberOf(key: string | null, value: T): number {
    const known = this.#numbers.get(key)
    if (known !== undefined) return known
    this.#numbers.set(key, this.values.length)
    return this.values.push(value) - 1
  }
}

/** 1 and 0 for passed and failed: floats would make every case a kind of its own. */
function passedOf(scores: PassRow['scores']): PassRow['scores'] {
  const passed = (score: PassRow['scores'][string]) => {
    const passed = passes(score)
    return passed === null ? null : Number(passed)
  }
  return Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, passed(score)]))
}
