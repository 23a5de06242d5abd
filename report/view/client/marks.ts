import type { PageCase } from '../page-data.ts'
import { lacksAnswer } from './filters.ts'

/** A word on a case, and how it is coloured. */
export interface Mark {
  readonly word: string
  readonly tone: 'alarm' | 'warn' | 'calm' | 'soft'
}

/** What one should know of a case at first sight; a case that just passes has the one word that says so. */
export function marksOf(item: PageCase): readonly Mark[] {
  const { lost, gained, flaky, before, head, base } = item
  const fails = head?.passed.includes(false) ?? false
  const marks: (Mark | false)[] = [
    lost.length > 0 && { word: 'regressed', tone: 'alarm' },
    gained.length > 0 && { word: 'fixed', tone: 'calm' },
    lost.length === 0 && fails && { word: 'failed', tone: 'alarm' },
    flaky.length > 0 && { word: 'flaky', tone: 'warn' },
    lacksAnswer(head) && { word: 'no answer', tone: 'warn' },
    head?.status === 'skipped' && { word: 'not asked', tone: 'soft' },
    before !== undefined && { word: 'edited', tone: 'soft' },
    head === null && { word: 'only in base', tone: 'soft' },
    lacksAnswer(base) && { word: 'no answer in base', tone: 'soft' },
  ]
  const found = marks.filter((mark) => mark !== false)
  if (found.length > 0) return found
  const isUnscored = head?.passed.every((passed) => passed === null) ?? false
  return [isUnscored ? { word: 'unscored', tone: 'soft' } : { word: 'passed', tone: 'soft' }]
}
