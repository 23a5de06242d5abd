import type { Direction, JudgedComparison } from '../drift/comparison.ts'
import type { Delivery } from '../drift/delivery.ts'
import type { Finding } from '../drift/finding.ts'
import { fingerprint } from '../drift/fingerprint.ts'
import { acceptedComment, persistsComment, recoveredComment } from '../report/issue-comment.ts'
import { type ComparedNight, readComparedNight } from './compared-night.ts'
import { decisionsOn } from './decisions-in-lake.ts'
import { publishJson, readJson } from './json-file.ts'
import { laterNight } from './night-manifest.ts'
import type { Attempt, Ports, TrackedIssue, Tracker } from './ports.ts'

export interface DeliverIssuesInput {
  readonly night: string
  readonly folder: string
  readonly configDigest: string
}

/**
 * Opens one issue for each finding that has none, comments on those that persist, closes those that recovered or were
 * accepted, and leaves those alone that are muted, found or not.
 * Trackers have no idempotency keys, so every attempt lists first, and an intent is written before an issue is
 * opened: after a lost answer the issue is found and neither opened nor commented a second time.
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
  const deliveries: Delivery[] = []
  for (const finding of compared.findings) {
    deliveries.push(await deliverFinding(finding, issues, { input, ports, tracker }))
    attempt.heartbeat()
  }
  const { mutes } = await decisionsOn(ports.lake, input.night)
  const told = issues.filter(({ fingerprint: mark }) => mark === null || !mutes.has(mark))
  for (const quiet of quietIssues(told, compared, ports.project.config.name)) {
    deliveries.push(await closeQuiet(quiet, { input, ports, tracker }))
    attempt.heartbeat()
  }
  await publishJson(ports.lake, key, deliveries)
  return { issues: deliveries.length }
}

/** Where a night's issue deliveries stand. */
export function issueDeliveriesKey(folder: string): string {
  return `${folder}/deliveries/issues.json`
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
  const intent = `deliveries/open-${finding.fingerprint}.json`
  const mine = issues.find((issue) => issue.fingerprint === finding.fingerprint && issue.state === 'open')
  // Of any revision: an earlier one may have lost the answer and failed, and the issue is still of this night.
  const openedByThisNight = (await lake.list(`nights/${input.night}`)).some((key) => key.endsWith(intent))
  if (mine === undefined) {
    await publishJson(lake, `${input.folder}/${intent}`, { fingerprint: finding.fingerprint })
    const draft = renderer.issue(finding, { reportLocation: lake.address(`${input.folder}/report.html`) })
    return delivery('opened', await tracker.open({ fingerprint: finding.fingerprint, ...draft }), input)
  }
  if (openedByThisNight) return delivery('opened', mine, input)
  await tracker.comment(mine, { marker: markerOf(input), body: persistsComment(finding) })
  return delivery('updated', mine, input)
}

/** An open issue that tells of nothing any more, and why. */
interface QuietIssue {
  readonly issue: TrackedIssue
  readonly reason: 'recovered' | 'accepted'
}

async function closeQuiet(
  { issue, reason }: QuietIssue,
  { input, ports, tracker }: Context,
): Promise<Delivery> {
  const reportLocation = ports.lake.address(`${input.folder}/report.html`)
  const tell = reason === 'accepted' ? acceptedComment : recoveredComment
  await tracker.comment(issue, {
    marker: markerOf(input),
    body: tell({ night: input.night, reportLocation }),
  })
  await tracker.close(issue)
  return delivery('closed', issue, input)
}

/** Open issues whose check was judged tonight with enough data and did not drift in their direction. */
function quietIssues(
  issues: readonly TrackedIssue[],
  { comparisons, findings, muted }: ComparedNight,
  suite: string,
): QuietIssue[] {
  const stillThere = new Set([...findings, ...muted].map((finding) => finding.fingerprint))
  const reasons = new Map(comparisons.flatMap((comparison) => quietFingerprints(comparison, suite)))
  return issues.flatMap((issue) => {
    const mark = issue.fingerprint
    const reason = mark === null || stillThere.has(mark) ? undefined : reasons.get(mark)
    return issue.state === 'open' && reason !== undefined ? [{ issue, reason }] : []
  })
}

/** A drifted slice is told within its check's finding, so only directions in which nothing drifted are quiet. */
function quietFingerprints(
  { verdict, check, slice, direction }: JudgedComparison,
  suite: string,
): [string, QuietIssue['reason']][] {
  if (verdict === 'insufficient-data') return []
  const directions: Direction[] = ['up', 'down', 'changed']
  const quiet = verdict === 'drifted' ? directions.filter((other) => other !== direction) : directions
  return quiet.map((each) => [
    fingerprint({ suite, check, slice, direction: each }),
    verdict === 'accepted' && each === direction ? 'accepted' : 'recovered',
  ])
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
