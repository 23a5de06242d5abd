import { hashText } from '../../stats/random.ts'
import type { CaseOutcome } from '../../suite/case-outcomes.ts'

/** What one looks at first. A case is listed under the first that fits. */
const SEVERITIES: readonly ((outcome: CaseOutcome) => boolean)[] = [
  ({ lost }) => lost.length > 0,
  ({ head }) => head !== null && head.status !== 'answered',
  ({ flaky }) => flaky.length > 0,
  ({ head }) => head?.passed.includes(false) ?? false,
  ({ gained }) => gained.length > 0,
  ({ isChanged, head, base }) => isChanged || head === null || (base !== null && base.status !== 'answered'),
  ({ head }) => head?.passed.includes(null) ?? false,
]

/**
 * The cases worth looking at first, first: regressed, without an answer, flaky, failed, fixed, edited, unscored, the rest;
 * at most so many. Where a kind does not fit whole, a sample of it does, the same for the same ids.
 */
export function chooseCases(outcomes: readonly CaseOutcome[], most: number): CaseOutcome[] {
  const byPlace = Map.groupBy(outcomes, severity)
  const chosen: CaseOutcome[] = []
  for (const place of [...byPlace.keys()].sort((a, b) => a - b))
    chosen.push(...sample(byPlace.get(place) ?? [], most - chosen.length))
  return chosen
}

function severity(outcome: CaseOutcome): number {
  const place = SEVERITIES.findIndex((fits) => fits(outcome))
  return place < 0 ? SEVERITIES.length : place
}

function sample(outcomes: readonly CaseOutcome[], most: number): CaseOutcome[] {
  if (outcomes.length <= most) return [...outcomes]
  const drawn = outcomes.map((outcome, place) => ({ place, at: hashText(outcome.caseId, 0x243f6a88) }))
  const places = new Set(
    drawn
      .sort((a, b) => a.at - b.at || a.place - b.place)
      .slice(0, most)
      .map(({ place }) => place),
  )
  return outcomes.filter((_, place) => places.has(place))
}
