import type { Family, JudgedComparison } from '../drift/comparison.ts'
import { type EarlierFinding, familiesOf, type LeftOpen, standEarlier } from '../drift/earlier-finding.ts'
import type { Finding } from '../drift/finding.ts'
import { redact } from '../report/redact.ts'
import { foundOn } from './known-findings.ts'
import { type Night, nightBefore } from './night-keys.ts'
import type { Lake } from './ports.ts'

/** How far back the last compared night may lie, or the one that told a finding. */
const LOOKED_BACK = 28

/** What the last compared night left open, muted findings among it. */
export async function leftOpenBefore(night: Night, lake: Lake): Promise<LeftOpen> {
  for (let days = 1; days <= LOOKED_BACK; days += 1) {
    const before = await foundOn(lake, nightBefore(night, days))
    if (before !== null) return { ...before, findings: [...before.findings, ...before.muted] }
  }
  return { findings: [], earlier: [], comparisons: [] }
}

/**
 * Which comparisons told the findings of these issues, by the newest night that knows? An issue outlives what nights hand on where
 * it could not be closed when its finding recovered.
 */
export async function familiesBefore(
  fingerprints: readonly string[],
  night: Night,
  lake: Lake,
): Promise<ReadonlyMap<string, readonly Family[]>> {
  const told = new Map<string, readonly Family[]>()
  for (let days = 1; days <= LOOKED_BACK && told.size < fingerprints.length; days += 1) {
    const before = await foundOn(lake, nightBefore(night, days))
    if (before === null) continue
    const left = { ...before, findings: [...before.findings, ...before.muted] }
    for (const each of fingerprints.filter((one) => !told.has(one))) {
      const families = familiesOf(each, left)
      if (families !== null) told.set(each, families)
    }
  }
  return told
}

/**
 * How what was left open stands beside tonight's findings.
 *
 * @param mutes  fingerprints that are muted tonight
 */
export function earlierFindings(
  before: LeftOpen,
  judged: readonly JudgedComparison[],
  { told, mutes }: { readonly told: readonly Finding[]; readonly mutes: ReadonlySet<string> },
): EarlierFinding[] {
  const fingerprints = new Set(told.map(({ fingerprint }) => fingerprint))
  return standEarlier(before, judged, fingerprints).map((finding) => ({
    ...finding,
    title: redact(finding.title),
    muted: mutes.has(finding.fingerprint),
  }))
}

/** Gaps that are known and no findings: accepted ones, and those of earlier findings that are still beyond their minimum. */
export function quietGaps(
  judged: readonly JudgedComparison[],
  earlier: readonly EarlierFinding[],
): JudgedComparison[] {
  const beyond = earlier.filter(({ standing }) => standing === 'beyond')
  const isBeyond = ({ check, slice, family, direction }: JudgedComparison) =>
    beyond.some(
      (one) =>
        one.check === check &&
        one.slice === slice &&
        one.direction === direction &&
        one.families?.includes(family),
    )
  return judged.filter((one) => one.verdict === 'accepted' || (one.verdict === 'same' && isBeyond(one)))
}

/** What is still beyond its minimum without being a finding, in sentences. */
export function earlierFacts(earlier: readonly EarlierFinding[], muted: ReadonlySet<string>): string[] {
  return earlier
    .filter(({ standing, fingerprint }) => standing === 'beyond' && !muted.has(fingerprint))
    .map(
      ({ title, rule, toldOn }) =>
        `Not recovered, though no finding tonight: ${title}. It is still beyond its minimum, no longer beyond chance and ordinary variation; night ${toldOn} told it last, and an open issue stays open. The rule: ${rule}.`,
    )
}
