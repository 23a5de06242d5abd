import type { ExplainedFinding } from '../activities/explain-finding.ts'
import type { JudgedComparison } from '../drift/comparison.ts'
import { checksLevel, familyLevel, familyShare, shareOfFamily, textLevel } from '../drift/levels.ts'
import { formatNumber } from '../report/format/number.ts'
import { formatLevel } from '../report/format/p-value.ts'

type Correction = ExplainedFinding['correction']

/** How the level of a comparison comes about, to stand behind it; empty when the night had another config. */
export function levelParts(comparison: JudgedComparison, correction: Correction): string {
  const own = ordinaryParts(comparison, correction) ?? rankedParts(comparison, correction)
  if (own === null) return ''
  const { alarmsPerYear } = correction
  const night = formatLevel(Math.min(0.05, alarmsPerYear / 365))
  const share = familyShare(comparison.family)
  return `: ${formatNumber(alarmsPerYear)} false alarms a year are ${night} a night × ${share} for this family${own}`
}

function ordinaryParts(
  { family, alpha, type }: JudgedComparison,
  { alarmsPerYear, group }: Correction,
): string | null {
  const share = shareOfFamily(family, type === 'text' ? 'text' : 'other')
  const whole = familyLevel(family, alarmsPerYear) * share
  const part = group === 'slices' ? 0.2 : 0.8
  const own = [1, part].find((each) => isSame(whole * each, alpha))
  if (own === undefined) return null
  const kind =
    share === 1 ? '' : ` × ${share} for ${type === 'text' ? 'verdicts on texts' : 'checks beside texts'}`
  return own === 1 ? kind : `${kind} × ${own} for ${group}`
}

/** While ranks need more than their ordinary share, and texts have what they leave. */
function rankedParts(
  { family, alpha, type }: JudgedComparison,
  { alarmsPerYear }: Correction,
): string | null {
  const ofChecks = type === 'text' ? familyLevel(family, alarmsPerYear) - alpha : alpha
  const nights = Math.round(1 / ofChecks) - 1
  const levelOf = type === 'text' ? textLevel : checksLevel
  if (!isSame(levelOf(family, alarmsPerYear, nights), alpha)) return null
  const ranks = `1/${nights + 1}, which ranks among ${nights} nights need`
  return type === 'text' ? `, less ${ranks}` : `, of which checks beside texts have ${ranks}`
}

function isSame(level: number, alpha: number): boolean {
  return Math.abs(level - alpha) <= 1e-9
}
