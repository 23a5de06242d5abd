import type { Direction, Family, JudgedComparison } from './comparison.ts'
import { EVERYTHING } from './summary.ts'

/** What every decision about a finding says: which one, who, when and why. */
interface Decided {
  readonly fingerprint: string
  /** The finding's title when it was decided about. */
  readonly title: string
  readonly by: string
  /** ISO 8601, UTC. */
  readonly at: string
  readonly why: string
}

/** A gap that is meant to be so: quiet until it grows. */
export interface Acceptance extends Decided {
  readonly kind: 'accept'
  readonly family: Family
  readonly check: string
  readonly direction: Direction
  /** Corrected size of the effect when it was accepted, by slice: of its own slice, or of all when it is everything. */
  readonly sizes: Readonly<Record<string, number>>
  /** By how much more it may be, in the effect's unit, before it is a finding again. */
  readonly growth: number
}

/** A finding that is known and waits: it is measured on, but nobody is told. */
export interface Mute extends Decided {
  readonly kind: 'mute'
  /** The last night, YYYY-MM-DD, for which it holds. */
  readonly until: string
}

/** Takes back what was decided before. */
export interface Withdrawal extends Decided {
  readonly kind: 'withdraw'
}

/** What a person decided about a finding. Appended, never changed: the newest one about a fingerprint holds. */
export type Decision = Acceptance | Mute | Withdrawal

/** The decisions that hold on one night. */
export interface StandingDecisions {
  readonly acceptances: readonly Acceptance[]
  /** By fingerprint. */
  readonly mutes: ReadonlyMap<string, Mute>
}

/**
 * Which decisions hold on a night? The newest about each fingerprint, unless it takes one back or has run out.
 *
 * @param decisions  in any order
 */
export function standingDecisions(decisions: readonly Decision[], night: string): StandingDecisions {
  const inOrder = decisions.toSorted((a, b) => (a.at < b.at ? -1 : 1))
  const newest = [...new Map(inOrder.map((decision) => [decision.fingerprint, decision])).values()]
  const mutes = newest.filter((decision) => decision.kind === 'mute' && decision.until >= night) as Mute[]
  return {
    acceptances: newest.filter((decision) => decision.kind === 'accept'),
    mutes: new Map(mutes.map((mute) => [mute.fingerprint, mute])),
  }
}

/**
 * The size up to which a gap is accepted, with who accepted it; null where it is not. A slice that was not there when
 * everything was accepted may be as large as everything.
 */
export function acceptedUpTo(
  comparison: Pick<JudgedComparison, 'family' | 'check' | 'slice' | 'direction'>,
  acceptances: readonly Acceptance[],
): { readonly acceptance: Acceptance; readonly size: number } | null {
  const { family, check, slice, direction } = comparison
  for (const acceptance of acceptances) {
    const isMeant =
      acceptance.family === family && acceptance.check === check && acceptance.direction === direction
    const accepted = acceptance.sizes[slice] ?? acceptance.sizes[EVERYTHING]
    if (isMeant && accepted !== undefined) return { acceptance, size: accepted + acceptance.growth }
  }
  return null
}
