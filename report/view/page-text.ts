import type { CutText } from '../../suite/case-texts.ts'
import { visibleText } from '../plain-text.ts'
import type { PageText } from './page-data.ts'

/** A text of the page: with every character visible, at most `cap` of them. */
export function pageText(text: string, cap: number): PageText {
  const characters =
    text.length <= cap
      ? null
      : Array.from(text.slice(0, 2 * cap))
          .slice(0, cap)
          .join('')
  return characters === null || characters.length === text.length
    ? { text: visibleText(text) }
    : { text: visibleText(characters), omitted: text.length - characters.length }
}

/** A text of which only the beginning was read. */
export function cutPageText({ text, length }: CutText): PageText {
  const omitted = length - Array.from(text).length
  return { text: visibleText(text), ...(omitted > 0 && { omitted }) }
}

/**
 * The answers that a case accepts: each as a text, an object as indented JSON.
 *
 * @example expectedTexts(['14 days', 'two weeks'], 100) // [{text: '14 days'}, {text: 'two weeks'}]
 */
export function expectedTexts(expected: unknown, cap: number): PageText[] {
  if (expected === undefined || expected === null) return []
  const answers = Array.isArray(expected) ? expected : [expected]
  return answers.map((answer) =>
    pageText(typeof answer === 'string' ? answer : JSON.stringify(answer, null, 2), cap),
  )
}
