import type { JudgedComparison } from '../drift/comparison.ts'
import { type Acceptance, acceptedUpTo, type StandingDecisions } from '../drift/decision.ts'
import { effectSize } from '../drift/effect-size.ts'
import type { Finding } from '../drift/finding.ts'
import { formatNumber } from '../report/format/number.ts'

/** What people decided and what tonight says of it, in sentences: what is quiet must not be forgotten. */
export function decisionFacts(
  judged: readonly JudgedComparison[],
  muted: readonly Finding[],
  { acceptances, mutes }: StandingDecisions,
): string[] {
  const mutedFacts = muted.flatMap((finding) => {
    const mute = mutes.get(finding.fingerprint)
    return mute === undefined
      ? []
      : [`Muted until ${mute.until} by ${mute.by} (${mute.why}): ${finding.title}.`]
  })
  return [...mutedFacts, ...acceptances.flatMap((acceptance) => acceptedFact(acceptance, judged))]
}

/** One sentence an accepted gap that is there tonight; of its slices the largest speaks. */
function acceptedFact(acceptance: Acceptance, judged: readonly JudgedComparison[]): string[] {
  const mine = judged.filter(
    (comparison) =>
      comparison.verdict === 'accepted' && acceptedUpTo(comparison, [acceptance])?.acceptance === acceptance,
  )
  const sizes = mine.map(({ effect }) => (effect === null ? 0 : effectSize(effect)))
  if (sizes.length === 0) return []
  const size = formatNumber(Math.max(...sizes))
  return [
    `Accepted by ${acceptance.by} on ${acceptance.at.slice(0, 10)} (${acceptance.why}): ${acceptance.title}. It is ${size} tonight and quiet until it has grown by ${formatNumber(acceptance.growth)}.`,
  ]
}
