import { sha256 } from '../suite/case-digest.ts'
import { publishJson } from './json-file.ts'
import { revisionOfFolder, revisionsIn } from './night-keys.ts'
import type { Lake, TrackedIssue } from './ports.ts'

/** One revision of a night. */
interface Revision {
  readonly night: string
  readonly folder: string
}

/** Who of a night did something to an issue: this revision, one before it, or none. */
type Doer = 'here' | 'before' | 'no'

/** Where a night's issue deliveries stand. */
export function issueDeliveriesKey(folder: string): string {
  return `${folder}/deliveries/issues.json`
}

/** Notes that an issue is about to be opened. */
export async function noteOpening(fingerprint: string, { folder }: Revision, lake: Lake): Promise<void> {
  await publishJson(lake, `${folder}/${openIntent(fingerprint)}`, { fingerprint })
}

/** Notes that an issue is about to be closed. */
export async function noteClosing(issue: TrackedIssue, { folder }: Revision, lake: Lake): Promise<void> {
  await publishJson(lake, `${folder}/${closeIntent(issue)}`, { fingerprint: issue.fingerprint })
}

/** Who opened the issue of a finding tonight? */
export async function openedTonight(fingerprint: string, revision: Revision, lake: Lake): Promise<Doer> {
  return doerOf(openIntent(fingerprint), revision, await lake.list(`nights/${revision.night}`))
}

/** The issues that were closed tonight, and that nobody was told of yet. */
export async function closedUntold(
  issues: readonly TrackedIssue[],
  revision: Revision,
  lake: Lake,
): Promise<TrackedIssue[]> {
  const keys = await lake.list(`nights/${revision.night}`)
  return issues.filter(
    (issue) => issue.state === 'closed' && doerOf(closeIntent(issue), revision, keys) === 'here',
  )
}

/**
 * Was it this revision, or one of the same night before it? What an earlier one did whose deliveries did not come to their end
 * is taken over: nobody was told of it yet.
 */
function doerOf(intent: string, { night, folder }: Revision, keys: readonly string[]): Doer {
  const revisionsWith = (end: string) =>
    revisionsIn(
      keys.filter((each) => each.endsWith(end)),
      night,
    )
  const doing = revisionsWith(`/${intent}`)
  const delivered = revisionsWith(issueDeliveriesKey(''))
  const brokeOff = (revision: number) => delivered.every((each) => each < revision)
  if (doing.includes(revisionOfFolder(folder)) || doing.some(brokeOff)) return 'here'
  return doing.length > 0 ? 'before' : 'no'
}

function openIntent(fingerprint: string): string {
  return `deliveries/open-${fingerprint}.json`
}

/** Of several issues of one finding, only that one: the others were closed on other nights. */
function closeIntent({ fingerprint, key }: TrackedIssue): string {
  return `deliveries/close-${fingerprint}-${sha256(key).slice(0, 8)}.json`
}
