import type { Case } from './case.ts'

/** One question: a case, and the how-manieth time it is asked, from 1. */
export interface Ask {
  readonly item: Case
  readonly epoch: number
}

/** Every case as often as it is to be asked, all epochs of a case in a row. */
export function asksOf(cases: readonly Case[], epochs: number): Ask[] {
  return cases.flatMap((item) => Array.from({ length: epochs }, (_, place) => ({ item, epoch: place + 1 })))
}

/** Tells asks and their results apart within a run. */
export function askKey({ caseId, epoch }: { readonly caseId: string; readonly epoch: number }): string {
  return `${epoch} ${caseId}`
}
