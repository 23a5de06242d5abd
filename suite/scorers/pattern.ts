import { RE2JS } from 're2js'

/** Flags a pattern may carry: `i` ignores case, `m` lets ^ and $ match at line ends, `s` lets the dot match line ends. */
export const PATTERN_FLAGS = /^(?!.*(.).*\1)[ims]*$/

const FLAG_VALUES = { i: RE2JS.CASE_INSENSITIVE, m: RE2JS.MULTILINE, s: RE2JS.DOTALL }

/**
 * Compiles a pattern written as in JavaScript for an engine whose time is linear in the text, so none can hang a run.
 * RE2's language: no look-around, no back-references.
 *
 * @param flags  any of `i`, `m`, `s`
 * @throws RE2JSSyntaxException when the pattern is broken or needs what a linear engine cannot do
 * @example compilePattern('order (\\d+)', 'i').matcher('Order 7').find() // true
 */
export function compilePattern(pattern: string, flags: string): RE2JS {
  let value = 0
  for (const flag of flags) if (flag in FLAG_VALUES) value |= FLAG_VALUES[flag as keyof typeof FLAG_VALUES]
  return RE2JS.compile(RE2JS.translateRegExp(pattern), value)
}
