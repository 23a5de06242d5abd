/** A text cut where backticks mark commands and keys: `code` parts stood between two of them. Not escaped. */
export interface CodeSpans {
  readonly parts: readonly { readonly text: string; readonly code: boolean }[]
}

/**
 * Which parts of a sentence are commands or keys? Sentences mark them with backticks; a backtick without a partner
 * stays as it is.
 *
 * @example codeSpans('Run `doctor`.').parts // [{text: 'Run ', code: false}, {text: 'doctor', code: true}, …]
 */
export function codeSpans(sentence: string): CodeSpans {
  const pieces = sentence.split(/`([^`]+)`/)
  return {
    parts: pieces.map((text, place) => ({ text, code: place % 2 === 1 })).filter(({ text }) => text !== ''),
  }
}
