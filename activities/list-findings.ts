import type { Family, JudgedComparison } from '../drift/comparison.ts'
import { type Acceptance, acceptedUpTo, type StandingDecisions } from '../drift/decision.ts'
import type { Delivery } from '../drift/delivery.ts'
import type { EarlierFinding } from '../drift/earlier-finding.ts'
import { effectSize } from '../drift/effect-size.ts'
import type { Finding } from '../drift/finding.ts'
import { acceptanceWords, decidedSince, muteWords } from './decision-words.ts'
import { decisionsOn } from './decisions-in-lake.ts'
import { issueDeliveriesKey } from './issue-intents.ts'
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
  /**
   * Of what is muted or accepted: who, why, and up to when or what. Of what is told nevertheless, what was decided since or
   * outgrown. Of what is still beyond its minimum and undecided, the rule.
   */
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
  const decisions = await decisionsOn(lake, on.night)
  const { mutes } = decisions
  const muted = on.muted.map((finding) => {
    const mute = mutes.get(finding.fingerprint)
    return list(finding, 'muted', mute === undefined ? null : muteWords(mute))
  })
  const open = on.findings.map((finding) =>
    list(
      finding,
      'open',
      decidedSince({ ...finding, families: [finding.comparison.family], ended: on.ended }, decisions),
    ),
  )
  const stillThere = on.earlier
    .filter(({ standing }) => standing === 'beyond')
    .map((finding) => stillBeyond(finding, on, { earlier, issues, decisions }))
  const [beyond, mutedBeyond] = [
    stillThere.filter(({ state }) => state === 'beyond'),
    stillThere.filter(({ state }) => state === 'muted'),
  ]
  const above = new Set([...open, ...stillThere, ...muted].map(({ id }) => id))
  const gaps = decisions.acceptances.filter(({ fingerprint }) => !above.has(fingerprint))
  const quiet = all
    ? [...muted, ...mutedBeyond, ...gaps.map((gap) => acceptedGap(gap, [on, ...earlier]))]
    : []
  return { night: on.night, revision: on.revision, findings: [...open, ...beyond, ...quiet] }
}

/** The families in which a finding is still beyond its minimum, and not accepted. */
function familiesBeyond({ check, slice, families }: EarlierFinding, { comparisons }: FoundNight): Family[] {
  const isBeyond = ({ verdict, effect, minimumEffect }: JudgedComparison) =>
    verdict !== 'accepted' && effect !== null && effectSize(effect) > minimumEffect
  return comparisons
    .filter((one) => one.check === check && one.slice === slice && isBeyond(one))
    .map(({ family }) => family)
    .filter((family) => families?.includes(family) ?? true)
}

/** What is listed beside a night's own findings. */
interface Beside {
  /** Newest first. */
  readonly earlier: readonly FoundNight[]
  /** Where issues are, by fingerprint. */
  readonly issues: ReadonlyMap<string, string>
  readonly decisions: StandingDecisions
}

function stillBeyond(
  finding: EarlierFinding,
  on: FoundNight,
  { earlier, issues, decisions }: Beside,
): ListedFinding {
  const { fingerprint, title, check, slice, direction, toldOn } = finding
  const since = sinceWhen(fingerprint, earlier) ?? toldOn
  const issue = issues.get(fingerprint) ?? null
  const id = fingerprint
  const about = { id, title, check, slice, direction, effect: null, adjustedPValue: null, since, issue }
  const mute = decisions.mutes.get(fingerprint)
  if (mute !== undefined) return { ...about, state: 'muted', decision: muteWords(mute) }
  const decided = { ...finding, families: familiesBeyond(finding, on), ended: on.ended }
  return { ...about, state: 'beyond', decision: decidedSince(decided, decisions) ?? finding.rule }
}

function listed({ fingerprint, title, direction, comparison }: Finding, earlier: FoundNight[], night: Night) {
  const { check, slice, effect, adjustedPValue } = comparison
  const value = effect && { name: effect.name, value: effect.value }
  const since = sinceWhen(fingerprint, earlier) ?? night
  return { id: fingerprint, title, check, slice, direction, effect: value, adjustedPValue, since }
}

/** The earliest of the nights before this one that tell of it, or left it open, without a gap. */
function sinceWhen(fingerprint: string, earlier: readonly FoundNight[]): Night | null {
  return firstInRow(earlier, (on) => tells(on, fingerprint))
}

function tells(on: FoundNight, fingerprint: string): boolean {
  const open = on.earlier.filter(({ standing }) => standing === 'beyond' || standing === 'open')
  return [...on.findings, ...on.muted, ...open].some((finding) => finding.fingerprint === fingerprint)
}

/** @param nights  newest first */
function firstInRow(nights: readonly FoundNight[], isIn: (on: FoundNight) => boolean): Night | null {
  const end = nights.findIndex((on) => !isIn(on))
  const row = end === -1 ? nights : nights.slice(0, end)
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

/**
 * Accepted gaps are no findings; what was decided about each is what there is to list, and since when it was there: over
 * nights that told it and nights on which it was accepted.
 */
function acceptedGap(acceptance: Acceptance, nights: readonly FoundNight[]): ListedFinding {
  const { fingerprint, title, check, direction, at, sizes } = acceptance
  const isThere = (on: FoundNight) =>
    tells(on, fingerprint) ||
    on.comparisons.some((one) => one.verdict === 'accepted' && acceptedUpTo(one, [acceptance]) !== null)
  const last = nights.findIndex(isThere)
  return {
    id: fingerprint,
    title,
    check,
    slice: Object.keys(sizes)[0] ?? '',
    direction,
    effect: null,
    adjustedPValue: null,
    since: (last === -1 ? null : firstInRow(nights.slice(last), isThere)) ?? at.slice(0, 10),
    issue: null,
    state: 'accepted',
    decision: acceptanceWords(acceptance),
  }
}
