import { studentLoss } from './student-loss.ts'

/** How much rows of one unit (a user, a conversation, a group of cases) hang together in one variable. */
export interface Dependence {
  /** So many times larger is the variance of its shares and ranks than of independent rows. */
  readonly designEffect: number
  /** From how many units that is known. */
  readonly units: number
}

/**
 * By how much a sample is to be thinned so that it is as exact as it looks, also at this level and for few units. A variance
 * between units whose sizes and habits differ is known as from about half as many of normal ones.
 *
 * @param level confidence, in (0, 1)
 * @returns at least 1
 */
export function thinningFor({ designEffect: effect, units }: Dependence, level: number): number {
  return effect <= 1 ? 1 : effect / studentLoss(units / 2 - 1, level)
}
