import type { Direction, Family, JudgedComparison } from './comparison.ts'
import { effectSize } from './effect-size.ts'
import type { Finding } from './finding.ts'
import { titleOf } from './title.ts'

/**
 * How a finding that is not told tonight stands: `recovered`, back within its minimum; `accepted` as it is; `beyond` its
 * minimum, though no longer beyond chance and ordinary variation; `open`, because it could not be judged or is told within
 * another finding.
 */
type Standing = 'recovered' | 'accepted' | 'beyond' | 'open'

/** What of the comparisons a finding is about. `families` are those that told it; null for any. */
export interface FindingPlace {
  readonly check: string
  readonly slice: string
  readonly direction: Direction
  readonly families: readonly Family[] | null
}

/** A finding that was open before tonight, and that tonight does not tell. */
export interface EarlierFinding extends FindingPlace {
  readonly fingerprint: string
  readonly standing: Standing
  /** The last night that told it. */
  readonly toldOn: string
  /** With tonight's numbers where these still say the same. */
  readonly title: string
  /** Of what is still beyond its minimum: tonight's numbers against it. */
  readonly rule: string | null
  /** Its issue was left as it is, however it stands: the next night has to know of it. Absent in nights of earlier versions. */
  readonly muted?: boolean
}

/** What a night left open: what it told, and what it did not see recover. */
export interface LeftOpen {
  readonly findings: readonly Finding[]
  readonly earlier: readonly EarlierFinding[]
  readonly comparisons: readonly JudgedComparison[]
}

/**
 * How do findings that the night before left open stand tonight? A finding is made by a test and its minimum; what ends it
 * is the minimum alone: nights that vary more tell nothing of a difference that is still there.
 *
 * @param told  fingerprints of tonight's findings, which stand for themselves
 */
export function standEarlier(
  before: LeftOpen,
  tonight: readonly JudgedComparison[],
  told: ReadonlySet<string>,
): EarlierFinding[] {
  return openAfter(before)
    .filter(({ fingerprint }) => !told.has(fingerprint))
    .map((finding) => ({ ...finding, ...standingOf(finding, tonight) }))
}

/** Which comparisons told a finding that a night told or handed on? Null where it did neither. */
export function familiesOf(fingerprint: string, left: LeftOpen): readonly Family[] | null {
  const known = [...left.findings.map((finding) => toldIn(left, finding)), ...left.earlier]
  return known.find((finding) => finding.fingerprint === fingerprint)?.families ?? null
}

function openAfter(left: LeftOpen): Omit<EarlierFinding, 'standing' | 'rule'>[] {
  const carried = left.earlier.filter(
    ({ standing, muted }) => muted || standing === 'beyond' || standing === 'open',
  )
  return [...left.findings.map((finding) => toldIn(left, finding)), ...carried]
}

function toldIn(
  { comparisons }: LeftOpen,
  { fingerprint, title, direction, night, comparison }: Finding,
): Omit<EarlierFinding, 'standing' | 'rule'> {
  const { check, slice, family } = comparison
  const saying = comparisons.filter(
    (one) => isAbout(one, { check, slice }) && one.verdict === 'drifted' && one.direction === direction,
  )
  const families = [...new Set([family, ...saying.map((one) => one.family)])]
  return { fingerprint, check, slice, direction, families, toldOn: night, title }
}

/** How a finding that is not told stands by tonight's comparisons; `title` only where these give another one. */
export function standingOf(
  { check, slice, direction, families }: FindingPlace,
  tonight: readonly JudgedComparison[],
): Pick<EarlierFinding, 'standing' | 'rule'> & { readonly title?: string } {
  const mine = tonight.filter(
    (one) =>
      isAbout(one, { check, slice }) &&
      one.verdict !== 'insufficient-data' &&
      (families?.includes(one.family) ?? true),
  )
  const isThere = (one: JudgedComparison) => one.verdict === 'drifted' || isStillSeen(one)
  if (mine.length === 0 || mine.some((one) => points(one, direction) && isThere(one)))
    return { standing: 'open', rule: null }
  const accepted = mine.filter((one) => one.verdict === 'accepted' && points(one, direction))
  const beyond = mine.find((one) => !accepted.includes(one) && sizeToward(one, direction) > one.minimumEffect)
  if (beyond !== undefined) return { standing: 'beyond', ...stillBeyond(beyond, direction) }
  return { standing: accepted.length > 0 ? 'accepted' : 'recovered', rule: null }
}

function stillBeyond(comparison: JudgedComparison, direction: Direction) {
  if (comparison.direction === direction)
    return { rule: comparison.rule, title: titleOf(comparison, direction) }
  if (points(comparison, direction)) return { rule: comparison.rule }
  const size = Number(sizeToward(comparison, direction).toPrecision(3))
  const what = direction === 'down' ? 'gone or rarer' : 'new or more frequent'
  return { rule: `share of texts in what is ${what} ${size} > minimum ${comparison.minimumEffect}` }
}

function isAbout(one: JudgedComparison, { check, slice }: Pick<FindingPlace, 'check' | 'slice'>): boolean {
  return one.check === check && one.slice === slice
}

/** A topic that the test still sees has not recovered, though its share, a lower bound, may come out within the minimum. */
function isStillSeen({ effect, verdict, adjustedPValue, alpha }: JudgedComparison): boolean {
  return (
    effect?.name === 'topicShare' && verdict === 'same' && adjustedPValue !== null && adjustedPValue <= alpha
  )
}

/**
 * Does a difference point the way that was told? Of a distance between distributions the direction is a word beside it, that
 * small changes of the medians turn: one without direction may be what had one, and the other way round.
 */
function points({ effect, direction }: JudgedComparison, toward: Direction): boolean {
  return direction === toward || (effect?.name === 'ks' && [direction, toward].includes('changed'))
}

/** Topics may be new and gone on one night: their effect is of the surer side, their metrics are of both. */
function sizeToward(comparison: JudgedComparison, toward: Direction): number {
  const { effect, metrics } = comparison
  if (effect === null) return 0
  const own = points(comparison, toward) ? effectSize(effect) : 0
  if (effect.name !== 'topicShare') return own
  return metrics[toward === 'down' ? 'goneTopicShare' : 'newTopicShare'] ?? own
}
