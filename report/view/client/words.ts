import type { Show } from './place.ts'

/** Kinds of cases as they are written on filters. */
export const SHOW_WORDS: Readonly<Record<Show, string>> = {
  regressed: 'Regressed',
  fixed: 'Fixed',
  failed: 'Failed',
  passed: 'Passed',
  flaky: 'Flaky',
  errored: 'No answer',
  skipped: 'Not asked',
  unscored: 'Unscored',
  changed: 'Edited',
  new: 'Not in base',
  gone: 'Only in base',
}

const THIN = '\u202f'

/** A count with thin spaces between groups of three digits. */
export function countText(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, THIN)
}
