import type { Confirmation } from './confirm.ts'
import type { Diff, GatedScorer } from './diff.ts'

/** Where a gate stands. */
export interface Conclusion {
  readonly gate: 'passed' | 'failed'
  readonly reason: string
  /** Whether it failed for want of a verdict alone: nothing got worse that one could see. */
  readonly incomplete: boolean
}

/**
 * Does the change pass? It does not when the user's rule stops it (and, where flips were asked anew, these agree), nor when a
 * scorer of the base cannot be compared or has too little data. A scorer that is new in the head has nothing to fall from.
 *
 * @param confirmations  by scorer; one that is not there lets the rule stand as it is
 * @param isNew  whether a scorer is only in the head
 */
export function conclude(
  { scorers }: Diff,
  confirmations: ReadonlyMap<string, Confirmation>,
  isNew: (name: string) => boolean,
): Conclusion {
  const stopped = scorers.flatMap((scorer) => stops(scorer, confirmations.get(scorer.name)))
  if (stopped.length > 0) return { gate: 'failed', reason: `${stopped.join('; ')}.`, incomplete: false }
  const old = scorers.filter(({ name }) => !isNew(name))
  const open = old.filter(({ why }) => why !== null)
  if (old.length === 0 || open.length > 0) {
    const reasons = open.map(({ name, verdict, why }) => `${name} is ${verdict}: ${why}`)
    const reason = old.length === 0 ? 'no scorer is in both runs' : reasons.join('; ')
    return { gate: 'failed', reason: `${reason}.`, incomplete: true }
  }
  const refuted = scorers.filter(({ name, rule }) => rule.fell !== null && confirmations.has(name))
  const reason =
    refuted.length === 0
      ? 'no scorer fell by more than the threshold'
      : refuted.map(({ rule }) => `${rule.fell}, but not when asked anew`).join('; ')
  return { gate: 'passed', reason: `${reason}.`, incomplete: false }
}

function stops({ rule }: GatedScorer, confirmation: Confirmation | undefined): string[] {
  const isRefuted = confirmation !== undefined && !confirmation.confirmed
  return [isRefuted ? null : rule.fell, rule.tooLow].filter((words) => words !== null)
}
