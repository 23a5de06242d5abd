/** `{{name}}`, `{{tags.plan}}`; other braces are ordinary text. */
export const PLACEHOLDER = /\{\{\s*([a-z]+(?:\.[^{}]*[^{}\s])?)\s*\}\}/gi

/**
 * The names of all placeholders in a text.
 *
 * @example placeholdersIn('{{input}} for {{tags.plan}}') // ['input', 'tags.plan']
 */
export function placeholdersIn(text: string): string[] {
  return [...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name)
}

/**
 * The placeholders of a text that mean nothing a case has.
 *
 * @param more  names that may stand there besides
 * @example unknownPlaceholders('{{input}} {{question}}') // ['question']
 */
export function unknownPlaceholders(text: string, more: readonly string[] = []): string[] {
  return placeholdersIn(text).filter((name) => !isCaseVariable(name) && !more.includes(name))
}

/** What a scorer compares with stays out of what is asked. */
const HIDDEN = new Set(['case.expected', 'case.target', 'case.human'])

function isCaseVariable(name: string): boolean {
  return /^(?:input|id|(?:tags|case)\..+)$/.test(name) && !HIDDEN.has(name)
}
