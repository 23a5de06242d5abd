import type { Family } from '../drift/comparison.ts'

/** How the comparisons of one family are spoken of. */
export interface FamilyWords {
  /** Heading of its part of the table. */
  readonly title: string
  /** What a finding of it is called: `regression`, `drift`. */
  readonly kind: 'regression' | 'drift'
  readonly reference: string
  readonly current: string
  /** Places the current side in a clause: `tonight`. */
  readonly here: string
  /** Places the reference side in a clause: `on recent nights`. */
  readonly there: string
  /** What is counted on either side. */
  readonly unit: { readonly reference: string; readonly current: string }
}

const WORDS: Readonly<Record<Family, FamilyWords>> = {
  'suite-against-baseline': {
    title: 'Suite against its accepted baseline',
    kind: 'regression',
    reference: 'baseline',
    current: 'tonight',
    here: 'in tonight’s run',
    there: 'in the accepted baseline',
    unit: { reference: 'case', current: 'case' },
  },
  'live-against-offline': {
    title: 'Live traffic against the offline cases',
    kind: 'drift',
    reference: 'offline cases',
    current: 'live traffic',
    here: 'in live traffic',
    there: 'in the offline cases',
    unit: { reference: 'case', current: 'request' },
  },
  'live-against-recent': {
    title: 'Live traffic against recent nights',
    kind: 'drift',
    reference: 'recent nights',
    current: 'tonight',
    here: 'tonight',
    there: 'on recent nights',
    unit: { reference: 'request', current: 'request' },
  },
  'slow-drift': {
    title: 'Slow drift: live traffic against frozen nights',
    kind: 'drift',
    reference: 'frozen nights',
    current: 'tonight',
    here: 'tonight',
    there: 'on the frozen nights',
    unit: { reference: 'request', current: 'request' },
  },
}

/** The families in the order in which reports show them. */
export const FAMILIES = Object.keys(WORDS) as readonly Family[]

/** The words for the comparisons of one family, whose sides are never mixed up. */
export function familyWords(family: Family): FamilyWords {
  return WORDS[family]
}
