import type { JudgedComparison } from '../drift/comparison.ts'
import { type EarlierFinding, standEarlier } from '../drift/earlier-finding.ts'
import type { Finding } from '../drift/finding.ts'
import { redact } from '../report/redact.ts'
import { foundOn } from './known-findings.ts'
import { type Night, nightBefore } from './night-keys.ts'
import type { Lake } from './ports.ts'

/** How far back the last compared night may lie. */
const LOOKED_BACK = 28

/** How the findings that the last compared night left open stand tonight, muted ones among them. */
export async function earlierFindings(
  night: Night,
  tonight: { readonly judged: readonly JudgedComparison[]; readonly told: readonly Finding[] },
  lake: Lake,
): Promise<EarlierFinding[]> {
  const told = new Set(tonight.told.map(({ fingerprint }) => fingerprint))
  for (let days = 1; days <= LOOKED_BACK; days += 1) {
    const before = await foundOn(lake, nightBefore(night, days))
    if (before === null) continue
    const left = { ...before, findings: [...before.findings, ...before.muted] }
    return standEarlier(left, tonight.judged, told).map((finding) => ({
      ...finding,
      title: redact(finding.title),
    }))
  }
  return []
}

/** What is still beyond its minimum without being a finding, in sentences. */
export function earlierFacts(earlier: readonly EarlierFinding[], muted: ReadonlySet<string>): string[] {
  return earlier
    .filter(({ standing, fingerprint }) => standing === 'beyond' && !muted.has(fingerprint))
    .map(
      ({ title, rule, toldOn }) =>
        `No finding tonight, and not recovered: ${title}. It is still beyond its minimum, no longer beyond chance and ordinary variation (${rule}); night ${toldOn} told it last, and an issue that is open stays so.`,
    )
}
