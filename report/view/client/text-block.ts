import { h } from 'preact'
import type { PageText } from '../page-data.ts'
import type { Part } from './word-diff.ts'
import { countText } from './words.ts'

interface TextBlockProps {
  readonly text: PageText
  /** The text cut where it differs from the other run's, and which run it is of. */
  readonly parts?: readonly Part[] | undefined
  readonly own?: 'del' | 'ins'
  /** A long one gets a frame of its own to scroll in. */
  readonly isFramed?: boolean
}

/** A text as it was written, with what is left out said; differences are marked by more than colour. */
export function TextBlock({ text, parts, own = 'ins', isFramed = false }: TextBlockProps) {
  const { omitted = 0 } = text
  const content =
    parts === undefined
      ? text.text
      : parts.map((part, place) => (part.own ? h(own, { key: place }, shown(part.text)) : part.text))
  return h(
    'pre',
    isFramed ? { class: 'framed', tabIndex: 0 } : {},
    text.text === '' && omitted === 0 ? h('span', { class: 'soft' }, '(empty)') : content,
    omitted > 0 &&
      h('span', { class: 'cut' }, `… ${countText(omitted)} more characters are not in this page`),
  )
}

/** Line ends that only one text has would not be seen. */
function shown(text: string): string {
  return /^\s+$/.test(text) ? text.replaceAll('\n', '↵\n') : text
}
