import { basename } from 'node:path'
import { DeliveryError } from '../../activities/delivery-error.ts'
import type { TrackedIssue, Tracker } from '../../activities/ports.ts'
import type { Folder } from '../stores/folder.ts'
import { hasCode } from '../stores/whole-file.ts'
import { formatIssueFile, type IssueFile, parseIssueFile } from './front-matter.ts'

interface Place {
  readonly folder: Folder
  readonly now: () => Date
}

/**
 * Issues as Markdown files in one folder, one suite a folder: what a finding has without a tracker of one's own.
 * A head (front matter) holds title, state, fingerprint and times; comments follow the body as sections. People may
 * edit the files, and close an issue by `state: closed`; files without such a head are left alone.
 * Files are rewritten whole. One tracker object does one thing at a time; two processes that comment on one issue in
 * the same moment can lose a comment, so a night has one of them.
 * Methods throw `DeliveryError` when the folder cannot be read or written.
 *
 * @param options  `now` gives the times written into heads; default: the clock
 */
export function createMarkdownTracker(folder: Folder, options: { readonly now?: () => Date } = {}): Tracker {
  const place = { folder, now: options.now ?? (() => new Date()) }
  const inTurn = oneAtATime(folder.location)
  return {
    name: folder.location,
    list: () => inTurn('list issues', () => list(place)),
    open: (draft) => inTurn('open an issue', () => open(place, draft)),
    comment: (issue, comment) => inTurn('comment on an issue', () => addComment(place, issue, comment)),
    close: (issue) => inTurn('close an issue', () => close(place, issue)),
  }
}

function oneAtATime(folder: string) {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(what: string, action: () => Promise<T>): Promise<T> => {
    const turn = last.then(action).catch((error: unknown) => {
      throw folderError(error, `${what} in the folder \`${folder}\``)
    })
    last = turn.catch(() => undefined)
    return turn
  }
}

async function list(place: Place): Promise<readonly TrackedIssue[]> {
  const names = (await place.folder.names()).filter((name) => name.endsWith('.md'))
  const issues = await Promise.all(names.map((name) => readIssue(place, name)))
  return issues
    .filter((issue) => issue !== null)
    .sort((a, b) => compare(b.file.head.opened, a.file.head.opened) || compare(b.name, a.name))
    .map(({ name, file }) => toTracked(place, name, file))
}

async function readIssue({ folder }: Place, name: string) {
  const file = parseIssueFile(await folder.read(name))
  return file === null ? null : { name, file }
}

async function open(place: Place, draft: Parameters<Tracker['open']>[0]): Promise<TrackedIssue> {
  const existing = (await list(place)).find(
    (issue) => issue.state === 'open' && issue.fingerprint === draft.fingerprint,
  )
  if (existing !== undefined) return existing
  const { title, fingerprint, body } = draft
  const opened = place.now().toISOString()
  const head = { title, state: 'open' as const, fingerprint, opened, closed: null, comments: [] }
  return createFile(place, { head, text: body })
}

async function createFile(place: Place, file: IssueFile): Promise<TrackedIssue> {
  const stem = slug(`${slug(file.head.title, 40)} ${file.head.fingerprint ?? ''}`, 60)
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${stem}.md` : `${stem}-${count}.md`
    const outcome = await place.folder.create(name, formatIssueFile(file))
    if (outcome === 'created') return toTracked(place, name, file)
  }
}

async function addComment(
  place: Place,
  issue: TrackedIssue,
  comment: Parameters<Tracker['comment']>[1],
): Promise<'added' | 'present'> {
  const file = await existingFile(place, issue)
  if (file.head.comments.includes(comment.marker)) return 'present'
  const section = `## Comment of ${place.now().toISOString()}\n\n${comment.body.trim()}`
  await rewrite(place, issue, {
    head: { ...file.head, comments: [...file.head.comments, comment.marker] },
    text: `${file.text.trimEnd()}\n\n${section}`,
  })
  return 'added'
}

async function close(place: Place, issue: TrackedIssue): Promise<void> {
  const file = await existingFile(place, issue)
  if (file.head.state === 'closed') return
  const head = { ...file.head, state: 'closed' as const, closed: place.now().toISOString() }
  await rewrite(place, issue, { ...file, head })
}

async function existingFile({ folder }: Place, issue: TrackedIssue): Promise<IssueFile> {
  const isInside = basename(issue.key) === issue.key && issue.key.endsWith('.md')
  const file = isInside ? parseIssueFile(await folder.read(issue.key)) : null
  if (file !== null) return file
  throw new DeliveryError(
    `Cannot read the issue ${JSON.stringify(issue.key)} in the folder \`${folder.location}\`: it is no issue's file; expected a name from the list of issues and a head with a title`,
    { retryable: false },
  )
}

async function rewrite({ folder }: Place, issue: TrackedIssue, file: IssueFile): Promise<void> {
  await folder.replace(issue.key, formatIssueFile(file))
}

function toTracked({ folder }: Place, name: string, { head }: IssueFile): TrackedIssue {
  const { title, state, fingerprint } = head
  return { key: name, url: folder.addressOf(name), title, state, fingerprint }
}

/** Letters and digits of any script joined by hyphens, so that a name can be read and cannot be a path. */
function slug(text: string, length: number): string {
  const words =
    text
      .toWellFormed()
      .normalize('NFC')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return [...words.join('-')].slice(0, length).join('').replace(/-+$/, '')
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function folderError(error: unknown, what: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  const retryable = hasCode(error, 'EBUSY', 'EMFILE', 'ENFILE', 'EAGAIN', 'EIO')
  return new DeliveryError(
    `Cannot ${what}: the system answered ${String(error.code)}; check that the folder is there, is writable and has space`,
    { retryable },
  )
}
