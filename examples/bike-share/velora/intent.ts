/**
 * One thing that customers ask. `fact` is the line of the system prompt that answers it and `value` what that line
 * should say; `madeUp` is what the model says instead when it does not know, of about the same length.
 * `asks` and `answers` are sentences with slots: `{station}` is filled at random, `{fact}` with the value.
 */
export interface Topic {
  readonly fact: string
  readonly value: string
  readonly madeUp: string
  /** Other spellings that a right answer may use. */
  readonly alternatives?: readonly string[]
  readonly asks: readonly string[]
  readonly answers: readonly string[]
}

/** What the application tags a request with, its share of the traffic, and the topics below it. */
export interface Intent {
  readonly name: string
  readonly share: number
  readonly topics: readonly Topic[]
}
