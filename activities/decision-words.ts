import type { Acceptance, Mute, StandingDecisions } from '../drift/decision.ts'

/** What was accepted, by whom and why. */
export function acceptanceWords({ growth, by, why }: Acceptance): string {
  return `until it grows by ${growth}, ${by}: ${why}`
}

/** Up to when it is muted, by whom and why. */
export function muteWords({ until, by, why }: Mute): string {
  return `until ${until}, ${by}: ${why}`
}

/**
 * What was decided about a finding that a night nevertheless tells: afterwards, so that it holds from the next night on;
 * or before, and it outgrew what was accepted. Null where nothing holds.
 *
 * @param ended  when the night ended, ISO 8601
 */
export function decidedSince(
  fingerprint: string,
  ended: string,
  { acceptances, mutes }: StandingDecisions,
): string | null {
  const mute = mutes.get(fingerprint)
  if (mute !== undefined) return `muted from the next night on, ${muteWords(mute)}`
  const acceptance = acceptances.find((one) => one.fingerprint === fingerprint)
  if (acceptance === undefined) return null
  return acceptance.at > ended
    ? `accepted from the next night on, ${acceptanceWords(acceptance)}`
    : `accepted ${acceptanceWords(acceptance)}; it has grown beyond that`
}
