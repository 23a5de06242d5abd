import { createHash } from 'node:crypto'
import { DeliveryError } from '../../activities/delivery-error.ts'
import type { TrackedIssue, Tracker } from '../../activities/ports.ts'
import { fitBody } from './fit-body.ts'
import { createGitHubClient, type GitHubClient, type GitHubClientOptions } from './github-client.ts'
import { isRefusal, validationErrors } from './github-error.ts'
import { commentMarker, issueMarker, lastLine, readIssueMarker } from './marker.ts'

/** A repository and the suite whose issues go there. */
export interface GitHubTrackerOptions extends GitHubClientOptions {
  readonly suite: string
}

interface Context {
  readonly client: GitHubClient
  readonly suite: string
  readonly repo: string
}

interface GitHubIssue {
  readonly number: number
  readonly html_url: string
  readonly title: string
  readonly state: string
  readonly body?: string | null
  readonly pull_request?: unknown
  readonly labels: readonly (string | { readonly name?: string })[]
}

const COMMON_LABEL = { name: 'nightdrift', color: '5319e7', description: 'Opened and closed by nightdrift' }
const MAXIMUM_TITLE = 256
const MAXIMUM_LABEL = 50

/**
 * Issues in one GitHub repository (github.com or Enterprise), labelled `nightdrift` and `nightdrift:<suite>`, each
 * known by the marker in the last line of its body. They are listed by label, never searched for: GitHub's search
 * lags behind what was just created.
 * Every method throws `DeliveryError`, which says whether trying again can help and how long to wait.
 * @throws ConfigError when made with a repository, token or base URL that cannot work
 */
export function createGitHubTracker(options: GitHubTrackerOptions): Tracker {
  const context = { client: createGitHubClient(options), suite: options.suite, repo: options.repo }
  return {
    name: `GitHub ${options.repo}`,
    list: () => list(context),
    open: (draft) => open(context, draft),
    comment: (issue, comment) => addComment(context, issue, comment),
    close: (issue) => close(context, issue),
  }
}

/**
 * The label of a suite's issues. A name that GitHub's list of labels could not hold (a comma, a space, more than its
 * 50 characters) is written with hyphens and a digest of the whole, so two suites never share a label.
 * @example suiteLabel('support-bot') // 'nightdrift:support-bot'
 */
export function suiteLabel(suite: string): string {
  const plain = suite.toWellFormed().replace(/[^\p{L}\p{N}._-]+/gu, '-')
  const label = `${COMMON_LABEL.name}:${plain}`
  if (plain === suite && label.length <= MAXIMUM_LABEL) return label
  const digest = createHash('sha256').update(suite.toWellFormed()).digest('hex').slice(0, 8)
  return `${label.slice(0, MAXIMUM_LABEL - 9).toWellFormed()}-${digest}`
}

async function list({ client, suite, repo }: Context): Promise<readonly TrackedIssue[]> {
  const { octokit, at, call } = client
  const found = await call(`list the issues of ${repo}`, () =>
    octokit.paginate(octokit.rest.issues.listForRepo, {
      ...at,
      labels: suiteLabel(suite),
      state: 'all',
      sort: 'created',
      direction: 'desc',
      per_page: 100,
    }),
  )
  const tracked = found.flatMap((issue) => toTracked(issue, suite))
  // An issue created while pages are read moves others to the next page: the same one can come twice.
  return [...new Map(tracked.map((issue) => [issue.key, issue])).values()]
}

/** None for a pull request and for an issue whose marker names another suite (labels do not tell `Bot` from `bot`). */
function toTracked(issue: GitHubIssue, suite: string): readonly TrackedIssue[] {
  const mark = readIssueMarker(issue.body ?? '')
  if (issue.pull_request || (mark !== null && mark.suite !== suite.toWellFormed())) return []
  return [
    {
      key: String(issue.number),
      url: issue.html_url,
      title: issue.title,
      state: issue.state === 'closed' ? 'closed' : 'open',
      fingerprint: mark?.fingerprint ?? null,
    },
  ]
}

async function open(context: Context, draft: Parameters<Tracker['open']>[0]): Promise<TrackedIssue> {
  const labels = [COMMON_LABEL, { ...COMMON_LABEL, name: suiteLabel(context.suite) }]
  for (const label of labels) await ensureLabel(context, label)
  const existing = (await list(context)).find(
    (issue) => issue.state === 'open' && issue.fingerprint === draft.fingerprint,
  )
  return existing ?? create(context, draft)
}

async function create(context: Context, draft: Parameters<Tracker['open']>[0]): Promise<TrackedIssue> {
  const { octokit, at, call } = context.client
  const { data } = await call(`open an issue in ${context.repo}`, () =>
    octokit.rest.issues.create({
      ...at,
      title: oneLine(draft.title),
      body: fitBody(draft.body, issueMarker({ suite: context.suite, fingerprint: draft.fingerprint })),
      labels: [COMMON_LABEL.name, suiteLabel(context.suite)],
    }),
  )
  const [issue] = toTracked(data, context.suite)
  if (issue !== undefined && hasLabel(data, suiteLabel(context.suite))) return issue
  throw new DeliveryError(
    `Cannot track the issue just opened at ${data.html_url}: GitHub dropped its labels; give the token the permission "Issues: write" (triage or more) for ${context.repo}, then label that issue \`${suiteLabel(context.suite)}\``,
    { retryable: false },
  )
}

function hasLabel(issue: GitHubIssue, name: string): boolean {
  const names = issue.labels.map((label) => (typeof label === 'string' ? label : label.name))
  return names.some((each) => each?.toLowerCase() === name.toLowerCase())
}

async function ensureLabel(context: Context, label: typeof COMMON_LABEL): Promise<void> {
  const { octokit, at, call } = context.client
  await call(`make the label \`${label.name}\` in ${context.repo}`, async () => {
    try {
      await octokit.rest.issues.getLabel({ ...at, name: label.name })
    } catch (error) {
      if (!(isRefusal(error) && error.status === 404)) throw error
      await octokit.rest.issues.createLabel({ ...at, ...label }).catch(passIfAlreadyThere)
    }
  })
}

function passIfAlreadyThere(error: unknown): void {
  const isThere = isRefusal(error) && validationErrors(error).some(({ code }) => code === 'already_exists')
  if (!isThere) throw error
}

async function addComment(
  { client, repo }: Context,
  issue: TrackedIssue,
  comment: Parameters<Tracker['comment']>[1],
): Promise<'added' | 'present'> {
  const { octokit, at, call } = client
  const marker = commentMarker(comment.marker)
  const where = { ...at, issue_number: Number(issue.key) }
  return call(`comment on issue ${issue.key} of ${repo}`, async () => {
    const present = await octokit.paginate(octokit.rest.issues.listComments, { ...where, per_page: 100 })
    if (present.some(({ body }) => lastLine(body ?? '') === marker)) return 'present'
    await octokit.rest.issues.createComment({ ...where, body: fitBody(comment.body, marker) })
    return 'added'
  })
}

async function close({ client, repo }: Context, issue: TrackedIssue): Promise<void> {
  const { octokit, at, call } = client
  await call(`close issue ${issue.key} of ${repo}`, () =>
    octokit.rest.issues.update({
      ...at,
      issue_number: Number(issue.key),
      state: 'closed',
      state_reason: 'completed',
    }),
  )
}

function oneLine(title: string): string {
  const line = title.replace(/\s+/g, ' ').trim()
  const characters = [...line]
  return characters.length <= MAXIMUM_TITLE ? line : `${characters.slice(0, MAXIMUM_TITLE - 1).join('')}…`
}
