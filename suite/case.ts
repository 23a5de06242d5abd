/** One turn of a conversation given to the target. */
export interface Message {
  readonly role: 'system' | 'user' | 'assistant' | 'tool'
  readonly content: string
}

/** What a scorer compares an output with: one accepted answer, several, or an object. */
export type Expected = string | readonly string[] | Readonly<Record<string, unknown>>

/** A tag names a property of a case or a request (`intent: "refund"`); slices are cut along tags. */
export type Tags = Readonly<Record<string, string | number | boolean>>

/**
 * One offline evaluation case, as it stands in the dataset.
 * `group` names what cases share (a conversation, a document): they are not independent of each other.
 */
export interface Case {
  readonly id: string
  readonly input: string | readonly Message[]
  readonly expected?: Expected
  readonly tags?: Tags
  readonly group?: string
  readonly human?: {
    /** From 0 to 1; at least 0.5 passes. */
    readonly score: number
    readonly rater: string
    readonly at: string
    /** The output that was rated, or the first 16 hex digits of its SHA-256. */
    readonly output?: string | undefined
    readonly outputDigest?: string | undefined
  }
  readonly origin?: unknown
}

/** The text a case asks with: the input itself, or its messages' contents joined by a blank line. */
export function inputText(input: Case['input']): string {
  return typeof input === 'string' ? input : input.map((message) => message.content).join('\n\n')
}

/** How often the user speaks in an input: once in a text. */
export function inputTurns(input: Case['input']): number {
  return typeof input === 'string' ? 1 : input.filter(({ role }) => role === 'user').length
}
