import type { Family } from '../drift/comparison.ts'
import type { Acceptance, Mute, StandingDecisions } from '../drift/decision.ts'
import { familyWords } from '../report/family-words.ts'

/** What was accepted, by whom and why. */
export function acceptanceWords({ growth, by, why }: Acceptance): string {
  return `until it grows by ${growth}, ${by}: ${why}`
}

/** Up to when it is muted, by whom and why. */
export function muteWords({ until, by, why }: Mute): string {
  return `until ${until}, ${by}: ${why}`
}

/** What a night tells or did not see recover, and when it ended, ISO 8601. */
interface Told {
  readonly fingerprint: string
  /** Against what it differs: one fingerprint may be told by several. */
  readonly families: readonly Family[]
  readonly ended: string
}

/**
 * What was decided about a finding that a night nevertheless tells: afterwards, so that it holds from the next night on;
 * or before, and it outgrew what was accepted, or was accepted against something else. Null where nothing holds.
 */
export function decidedSince(
  { fingerprint, families, ended }: Told,
  { acceptances, mutes }: StandingDecisions,
): string | null {
  const mute = mutes.get(fingerprint)
  if (mute !== undefined) return `muted from the next night on, ${muteWords(mute)}`
  const acceptance = acceptances.find((one) => one.fingerprint === fingerprint)
  if (acceptance === undefined) return null
  const since = acceptance.at > ended ? ' from the next night on,' : ''
  if (!families.includes(acceptance.family))
    return `accepted${since} against the ${familyWords(acceptance.family).reference} only, ${acceptanceWords(acceptance)}`
  return `accepted${since} ${acceptanceWords(acceptance)}${since === '' ? '; it has grown beyond that' : ''}`
}
