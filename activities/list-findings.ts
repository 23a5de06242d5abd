import type { Delivery } from '../drift/delivery.ts'
import type { EarlierFinding } from '../drift/earlier-finding.ts'
import type { Finding } from '../drift/finding.ts'
import { decisionsOn } from './decisions-in-lake.ts'
import { issueDeliveriesKey } from './deliver-issues.ts'
import { readJson } from './json-file.ts'
import { type FoundNight, foundOn, newestFound, nightsInLake } from './known-findings.ts'
import { type Night, nightFolder } from './night-keys.ts'
import type { Lake } from './ports.ts'

/** One finding as a person lives with it. */
export interface ListedFinding {
  readonly id: string
  readonly title: string
  readonly check: string
  readonly slice: string
  readonly direction: string
  readonly effect: { readonly name: string; readonly value: number } | null
  readonly adjustedPValue: number | null
  /** The first of the nights in a row that tell of it or did not see it recover. */
  readonly since: Night
  /** Where its issue is; null when it has none, or the night left issues as they were. */
  readonly issue: string | null
  /** `beyond`: no finding tonight, and still beyond its minimum, so that its issue stays open. */
  readonly state: 'open' | 'beyond' | 'muted' | 'accepted'
  /** Of what is muted or accepted: who, why, and up to when or what; of what is still beyond its minimum, the rule. */
  readonly decision: string | null
}

/** The findings of one night. */
export interface ListedFindings {
  readonly night: Night
  readonly revision: number
  readonly findings: readonly ListedFinding[]
}

/** How far back is looked for a finding's first night. */
const LOOKED_BACK = 28

/**
 * What does a night tell of, since when, and what was decided about it?
 *
 * @param night    the newest compared one when null
 * @param options  `all` also lists what is muted or accepted
 * @throws ConfigError when no night was compared, or not this one
 */
export async function listFindings(
  night: Night | null,
  { all }: { readonly all: boolean },
  lake: Lake,
): Promise<ListedFindings> {
  const on = await newestFound(lake, night)
  const earlier = await earlierNights(lake, on.night)
  const issues = await issuesOf(on, lake)
  const list = (finding: Finding, state: ListedFinding['state'], decision: string | null) => ({
    ...listed(finding, earlier, on.night),
    issue: issues.get(finding.fingerprint) ?? null,
    state,
    decision,
  })
  const { mutes } = await decisionsOn(lake, on.night)
  const muted = on.muted.map((finding) => {
    const mute = mutes.get(finding.fingerprint)
    return list(finding, 'muted', mute === undefined ? null : `until ${mute.until}, ${mute.by}: ${mute.why}`)
  })
  const open = on.findings.map((finding) => list(finding, 'open', null))
  const beyond = on.earlier
    .filter(({ standing, fingerprint }) => standing === 'beyond' && !mutes.has(fingerprint))
    .map((finding) => stillBeyond(finding, earlier, issues))
  const quiet = all ? [...muted, ...(await acceptedGaps(on, lake))] : []
  return { night: on.night, revision: on.revision, findings: [...open, ...beyond, ...quiet] }
}

function stillBeyond(
  { fingerprint, title, check, slice, direction, rule, toldOn }: EarlierFinding,
  earlier: readonly FoundNight[],
  issues: ReadonlyMap<string, string>,
): ListedFinding {
  const since = sinceWhen(fingerprint, earlier) ?? toldOn
  const issue = issues.get(fingerprint) ?? null
  const about = { id: fingerprint, title, check, slice, direction, effect: null, adjustedPValue: null }
  return { ...about, since, issue, state: 'beyond', decision: rule }
}

function listed({ fingerprint, title, direction, comparison }: Finding, earlier: FoundNight[], night: Night) {
  const { check, slice, effect, adjustedPValue } = comparison
  const value = effect && { name: effect.name, value: effect.value }
  const since = sinceWhen(fingerprint, earlier) ?? night
  return { id: fingerprint, title, check, slice, direction, effect: value, adjustedPValue, since }
}

/** The earliest of the nights before this one that tell of it, or left it open, without a gap. */
function sinceWhen(fingerprint: string, earlier: readonly FoundNight[]): Night | null {
  const tells = (on: FoundNight) => {
    const open = on.earlier.filter(({ standing }) => standing === 'beyond' || standing === 'open')
    return [...on.findings, ...on.muted, ...open].some((finding) => finding.fingerprint === fingerprint)
  }
  const end = earlier.findIndex((night) => !tells(night))
  const row = end === -1 ? earlier : earlier.slice(0, end)
  return row.at(-1)?.night ?? null
}

async function earlierNights(lake: Lake, night: Night): Promise<FoundNight[]> {
  const before = (await nightsInLake(lake)).filter((each) => each < night).slice(0, LOOKED_BACK)
  const found = await Promise.all(before.map((each) => foundOn(lake, each)))
  return found.filter((each) => each !== null)
}

async function issuesOf({ night, revision }: FoundNight, lake: Lake): Promise<ReadonlyMap<string, string>> {
  const deliveries = await readJson<Delivery[]>(lake, issueDeliveriesKey(nightFolder(night, revision)))
  const open = (deliveries ?? []).filter(({ action }) => action === 'opened' || action === 'updated')
  return new Map(open.map(({ fingerprint, where }) => [fingerprint ?? '', where]))
}

/** Accepted gaps are no findings; what was decided about each is what there is to list. */
async function acceptedGaps({ night }: FoundNight, lake: Lake): Promise<ListedFinding[]> {
  const { acceptances } = await decisionsOn(lake, night)
  return acceptances.map(({ fingerprint, title, check, direction, by, why, at, growth, sizes }) => ({
    id: fingerprint,
    title,
    check,
    slice: Object.keys(sizes)[0] ?? '',
    direction,
    effect: null,
    adjustedPValue: null,
    since: at.slice(0, 10),
    issue: null,
    state: 'accepted',
    decision: `until it grows by ${growth}, ${by}: ${why}`,
  }))
}
