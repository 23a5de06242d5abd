import { readdir, readFile } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { DeliveryError } from '../../activities/delivery-error.ts'
import type { TrackedIssue, Tracker } from '../../activities/ports.ts'
import { createWhole, hasCode, replaceWhole } from '../stores/whole-file.ts'
import { formatIssueFile, type IssueFile, parseIssueFile } from './front-matter.ts'

interface Folder {
  readonly path: string
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
export function createMarkdownTracker(folder: string, options: { readonly now?: () => Date } = {}): Tracker {
  const place = { path: resolve(folder), now: options.now ?? (() => new Date()) }
  const inTurn = oneAtATime(place.path)
  return {
    name: place.path,
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

async function list(folder: Folder): Promise<readonly TrackedIssue[]> {
  const issues = await Promise.all((await fileNames(folder.path)).map((name) => readIssue(folder, name)))
  return issues
    .filter((issue) => issue !== null)
    .sort((a, b) => compare(b.file.head.opened, a.file.head.opened) || compare(b.name, a.name))
    .map(({ name, file }) => toTracked(folder, name, file))
}

async function fileNames(path: string): Promise<readonly string[]> {
  try {
    return (await readdir(path)).filter((name) => name.endsWith('.md') && !name.startsWith('.'))
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return []
    throw error
  }
}

async function readIssue(folder: Folder, name: string) {
  const file = parseIssueFile(await readFile(join(folder.path, name), 'utf8'))
  return file === null ? null : { name, file }
}

async function open(folder: Folder, draft: Parameters<Tracker['open']>[0]): Promise<TrackedIssue> {
  const existing = (await list(folder)).find(
    (issue) => issue.state === 'open' && issue.fingerprint === draft.fingerprint,
  )
  if (existing !== undefined) return existing
  const { title, fingerprint, body } = draft
  const opened = folder.now().toISOString()
  const head = { title, state: 'open' as const, fingerprint, opened, closed: null, comments: [] }
  return createFile(folder, { head, text: body })
}

async function createFile(folder: Folder, file: IssueFile): Promise<TrackedIssue> {
  const stem = slug(`${slug(file.head.title, 40)} ${file.head.fingerprint ?? ''}`, 60)
  for (let count = 1; ; count += 1) {
    const name = count === 1 ? `${stem}.md` : `${stem}-${count}.md`
    const outcome = await createWhole({ ...target(folder, name), content: formatIssueFile(file) })
    if (outcome === 'created') return toTracked(folder, name, file)
  }
}

async function addComment(
  folder: Folder,
  issue: TrackedIssue,
  comment: Parameters<Tracker['comment']>[1],
): Promise<'added' | 'present'> {
  const file = await existingFile(folder, issue)
  if (file.head.comments.includes(comment.marker)) return 'present'
  const section = `## Comment of ${folder.now().toISOString()}\n\n${comment.body.trim()}`
  await rewrite(folder, issue, {
    head: { ...file.head, comments: [...file.head.comments, comment.marker] },
    text: `${file.text.trimEnd()}\n\n${section}`,
  })
  return 'added'
}

async function close(folder: Folder, issue: TrackedIssue): Promise<void> {
  const file = await existingFile(folder, issue)
  if (file.head.state === 'closed') return
  const head = { ...file.head, state: 'closed' as const, closed: folder.now().toISOString() }
  await rewrite(folder, issue, { ...file, head })
}

async function existingFile(folder: Folder, issue: TrackedIssue): Promise<IssueFile> {
  const isInside = basename(issue.key) === issue.key && issue.key.endsWith('.md')
  const file = isInside ? parseIssueFile(await readFile(join(folder.path, issue.key), 'utf8')) : null
  if (file !== null) return file
  throw new DeliveryError(
    `Cannot read the issue ${JSON.stringify(issue.key)} in the folder \`${folder.path}\`: it is no issue's file; expected a name from the list of issues and a head with a title`,
    { retryable: false },
  )
}

async function rewrite(folder: Folder, issue: TrackedIssue, file: IssueFile): Promise<void> {
  await replaceWhole({ ...target(folder, issue.key), content: formatIssueFile(file) })
}

function target(folder: Folder, name: string) {
  return { target: join(folder.path, name), temporaryFolder: folder.path }
}

function toTracked(folder: Folder, name: string, { head }: IssueFile): TrackedIssue {
  const { title, state, fingerprint } = head
  return { key: name, url: join(folder.path, name), title, state, fingerprint }
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
