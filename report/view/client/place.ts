/** Which cases are listed. Everything is optional: what is left out filters nothing. */
export interface Filters {
  readonly show?: Show
  readonly scorer?: string
  /** A tag and its value: `intent=refund`. */
  readonly slice?: string
  /** Cases that hold this text anywhere, whatever its case. */
  readonly text?: string
}

/** Kinds of cases; a case can be of several. */
const SHOWS = [
  'regressed',
  'fixed',
  'failed',
  'passed',
  'flaky',
  'errored',
  'skipped',
  'unscored',
  'changed',
  'new',
  'gone',
] as const

export type Show = (typeof SHOWS)[number]

/** Where a reader is: the filters, and the case that is open. The page's hash holds it, so that a link leads there. */
export interface Place extends Filters {
  readonly case?: string
  /** Of the open case; absent means the first. */
  readonly epoch?: number
}

const NAMES = ['show', 'scorer', 'slice', 'text', 'case', 'epoch'] as const

/**
 * A place as the hash of a link.
 *
 * @example hashOf({ show: 'regressed', slice: 'intent=refund' }) // '#show=regressed&slice=intent%3Drefund'
 */
export function hashOf(place: Place): string {
  const words = NAMES.flatMap((name) => {
    const value = place[name]
    return value === undefined || value === '' ? [] : [[name, String(value)]]
  })
  return `#${new URLSearchParams(words)}`
}

/** The place that a hash names. What it does not know or cannot read counts as left out. */
export function placeOf(hash: string): Place {
  const words = new URLSearchParams(hash.replace(/^#/, ''))
  const text = (name: 'scorer' | 'slice' | 'text' | 'case') => {
    const value = words.get(name)
    return value ? { [name]: value } : {}
  }
  const show = SHOWS.find((each) => each === words.get('show'))
  const epoch = Number(words.get('epoch'))
  return {
    ...(show && { show }),
    ...text('scorer'),
    ...text('slice'),
    ...text('text'),
    ...text('case'),
    ...(Number.isInteger(epoch) && epoch > 1 && { epoch }),
  }
}
