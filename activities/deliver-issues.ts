import type { Direction, JudgedComparison } from '../drift/comparison.ts'
import type { Delivery } from '../drift/delivery.ts'
import { type EarlierFinding, type FindingPlace, standingOf } from '../drift/earlier-finding.ts'
import type { Finding } from '../drift/finding.ts'
import { fingerprint } from '../drift/fingerprint.ts'
import { acceptedComment, beyondComment, persistsComment, recoveredComment } from '../report/issue-comment.ts'
import { type ComparedNight, readComparedNight } from './compared-night.ts'
import { decisionsOn } from './decisions-in-lake.ts'
import { familiesBefore } from './earlier-findings.ts'
import { closedUntold, issueDeliveriesKey, noteClosing, noteOpening, openedTonight } from './issue-intents.ts'
import { publishJson, readJson } from './json-file.ts'
import { revisionOfFolder } from './night-keys.ts'
import { laterNight } from './night-manifest.ts'
import type { Attempt, Ports, TrackedIssue, Tracker } from './ports.ts'

export interface DeliverIssuesInput {
  readonly night: string
  readonly folder: string
  readonly configDigest: string
}

/**
 * Opens one issue for each finding that has none, comments on those that persist or are still beyond their minimum, closes
 * those that recovered or were accepted, and leaves those alone that are muted, found or not.
 * Trackers have no idempotency keys, so every attempt lists first, and an intent is written before an issue is
 * opened or closed: after a lost answer the issue is found, neither opened nor commented a second time, and told as what it is.
 */
export async function deliverIssues(
  input: DeliverIssuesInput,
  ports: Ports,
  attempt: Attempt,
): Promise<{ readonly issues: number }> {
  const key = issueDeliveriesKey(input.folder)
  const done = await readJson<Delivery[]>(ports.lake, key)
  if (done !== null) return { issues: done.length }
  // A night that is run after a later one is history: what is open now is that one's to say.
  if ((await laterNight(ports.lake, input.night)) !== null) return { issues: 0 }
  const compared = await readComparedNight(ports.lake, input.folder)
  const tracker = await ports.tracker()
  const issues = await tracker.list()
  const untold = await closedUntold(issues, input, ports.lake)
  const deliveries = untold.map((issue) => delivery('closed', issue, input))
  for (const finding of compared.findings) {
    deliveries.push(await deliverFinding(finding, issues, { input, ports, tracker }))
    attempt.heartbeat()
  }
  for (const earlier of await earlierIssues(issues, compared, { input, ports })) {
    deliveries.push(...(await deliverEarlier(earlier, { input, ports, tracker })))
    attempt.heartbeat()
  }
  await publishJson(ports.lake, key, deliveries)
  return { issues: deliveries.length }
}

interface Context {
  readonly input: DeliverIssuesInput
  readonly ports: Ports
  readonly tracker: Tracker
}

async function deliverFinding(
  finding: Finding,
  issues: readonly TrackedIssue[],
  { input, ports, tracker }: Context,
): Promise<Delivery> {
  const { lake, renderer } = ports
  const mine = issues.find((issue) => issue.fingerprint === finding.fingerprint && issue.state === 'open')
  const opened = await openedTonight(finding.fingerprint, input, lake)
  if (mine === undefined) {
    await noteOpening(finding.fingerprint, input, lake)
    const draft = renderer.issue(finding, { reportLocation: lake.address(`${input.folder}/report.html`) })
    return delivery('opened', await tracker.open({ fingerprint: finding.fingerprint, ...draft }), input)
  }
  if (opened === 'here') return delivery('opened', mine, input)
  const again = opened === 'before' ? revisionOfFolder(input.folder) : null
  await tracker.comment(mine, { marker: markerOf(input), body: persistsComment(finding, again) })
  return delivery('updated', mine, input)
}

/** An open issue whose finding is not told tonight, and how that stands. */
interface EarlierIssue extends Pick<EarlierFinding, 'standing' | 'rule'> {
  readonly issue: TrackedIssue
}

/** Closes what recovered or was accepted; comments on what is still beyond its minimum, and leaves the rest alone. */
async function deliverEarlier(
  { issue, standing, rule }: EarlierIssue,
  { input, ports, tracker }: Context,
): Promise<Delivery[]> {
  if (standing === 'open') return []
  const where = { night: input.night, reportLocation: ports.lake.address(`${input.folder}/report.html`) }
  const body = {
    accepted: acceptedComment,
    recovered: recoveredComment,
    beyond: () => beyondComment({ ...where, rule }),
  }[standing](where)
  await tracker.comment(issue, { marker: markerOf(input), body })
  if (standing === 'beyond') return [delivery('updated', issue, input)]
  await noteClosing(issue, input, ports.lake)
  await tracker.close(issue)
  return [delivery('closed', issue, input)]
}

/** Open issues whose finding tonight does not tell, and how these stand; muted ones are left alone, found or not. */
async function earlierIssues(
  issues: readonly TrackedIssue[],
  { comparisons, findings, muted, earlier }: ComparedNight,
  { input, ports }: Pick<Context, 'input' | 'ports'>,
): Promise<EarlierIssue[]> {
  const mutes = (await decisionsOn(ports.lake, input.night)).mutes.keys()
  const told = new Set([...mutes, ...[...findings, ...muted].map((finding) => finding.fingerprint)])
  const untold = issues.flatMap((issue) => {
    const mark = issue.fingerprint
    return issue.state !== 'open' || mark === null || told.has(mark) ? [] : [{ issue, mark }]
  })
  const known = new Map(earlier.map((finding) => [finding.fingerprint, finding]))
  const places = placesOf(comparisons, ports.project.config.name)
  const older = untold.map(({ mark }) => mark).filter((mark) => !known.has(mark) && places.has(mark))
  const families = await familiesBefore(older, input.night, ports.lake)
  return untold.flatMap(({ issue, mark }) => {
    const place = places.get(mark)
    const stands =
      known.get(mark) ??
      (place && standingOf({ ...place, families: families.get(mark) ?? null }, comparisons))
    return stands === undefined ? [] : [{ issue, standing: stands.standing, rule: stands.rule }]
  })
}

/** What the fingerprints of tonight's comparisons are about: an issue may be older than what the night before knew. */
function placesOf(
  comparisons: readonly JudgedComparison[],
  suite: string,
): Map<string, Omit<FindingPlace, 'families'>> {
  const directions: readonly Direction[] = ['up', 'down', 'changed']
  return new Map(
    comparisons.flatMap(({ check, slice }) =>
      directions.map((direction) => [
        fingerprint({ suite, check, slice, direction }),
        { check, slice, direction },
      ]),
    ),
  )
}

/** One comment a night and revision. */
function markerOf({ folder }: DeliverIssuesInput): string {
  return folder
}

function delivery(action: Delivery['action'], issue: TrackedIssue, input: DeliverIssuesInput): Delivery {
  return {
    kind: 'issue',
    action,
    where: issue.url,
    key: `${input.folder}/${issue.fingerprint}`,
    fingerprint: issue.fingerprint,
    detail: issue.title,
  }
}
