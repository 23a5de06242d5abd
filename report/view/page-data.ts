/** What stands in the page as JSON for its script. Every text was written by strangers, and is only ever shown as text. */
export interface PageData {
  /** What the two sides are called. */
  readonly run: string
  readonly base: string | null
  readonly scorers: readonly string[]
  /** `intent=refund`, in the order they are offered in. */
  readonly slices: readonly string[]
  readonly cases: readonly PageCase[]
}

/** A case of the page. Numbers in `lost`, `gained`, `flaky` and the places of lists by scorer are those of `scorers`. */
export interface PageCase {
  readonly id: string
  readonly tags: readonly (readonly [name: string, value: string])[]
  readonly group?: string
  readonly input: readonly PageTurn[]
  /** Several accepted answers, one, or an object as JSON; empty where the case has none. */
  readonly expected: readonly PageText[]
  /** What the base asked and expected, where the case was edited since. */
  readonly before?: { readonly input: PageText; readonly expected: readonly PageText[] }
  readonly human?: { readonly score: number; readonly rater: string; readonly at: string }
  readonly lost: readonly number[]
  readonly gained: readonly number[]
  readonly flaky: readonly number[]
  /** Null where this run lacks the case. */
  readonly head: PageSide | null
  readonly base: PageSide | null
}

/** One case in one run. */
export interface PageSide {
  readonly status: 'answered' | 'errored' | 'skipped'
  /** Over its epochs, by scorer; null where there is no value. */
  readonly passed: readonly (boolean | null)[]
  readonly epochs: readonly PageEpoch[]
}

/** One answer, or why there is none. */
export interface PageEpoch {
  readonly epoch: number
  readonly output: PageText | null
  readonly error?: { readonly kind: string; readonly message: string }
  readonly toolCalls?: PageText
  /** It is not the base's answer, though every sign that can be seen is: line ends or control characters differ. */
  readonly differsUnseen?: true
  /** By scorer; null where it was not asked. */
  readonly scores: readonly (PageScore | null)[]
  /** Model, time, tokens and costs in words. */
  readonly facts: readonly string[]
}

export interface PageScore {
  readonly value: number | null
  readonly passed: boolean | null
  readonly reason?: string
}

/** The beginning of a text, and how many characters of it are left out; absent where none are. */
export interface PageText {
  readonly text: string
  readonly omitted?: number
}

/** One turn of what is asked; a plain text is one without a role. */
export interface PageTurn extends PageText {
  readonly role?: string
}
