/** What the test server keeps of an issue, and its JSON as GitHub's description demands it. */
export interface StoredIssue {
  number: number
  title: string
  body: string
  state: 'open' | 'closed'
  labels: string[]
  comments: string[]
  isPullRequest: boolean
}

const USER_LINKS =
  'avatar followers following gists starred subscriptions organizations repos events received_events'

function userJson(api: string) {
  const url = `${api}/users/robot`
  const links = Object.fromEntries(USER_LINKS.split(' ').map((name) => [`${name}_url`, `${url}/${name}`]))
  const shown = { login: 'robot', type: 'Bot', site_admin: false, gravatar_id: '' }
  return { ...shown, id: 1, node_id: 'U1', url, html_url: url, ...links }
}

/** A label as the API gives it. */
export function labelJson(api: string, name: string) {
  const url = `${api}/labels/${encodeURIComponent(name)}`
  return { id: 7, node_id: 'L7', url, name, description: null, color: '5319e7', default: false }
}

/** An issue as the API gives it; the page of it is at `…/issues/NUMBER` on the same server. */
export function issueJson(api: string, issue: StoredIssue) {
  const url = `${api}/issues/${issue.number}`
  const links = { url, html_url: url, repository_url: api, labels_url: `${url}/labels{/name}` }
  const pullRequest = { url, html_url: url, diff_url: url, patch_url: url, merged_at: null }
  return {
    ...links,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    id: 1000 + issue.number,
    node_id: `I${issue.number}`,
    number: issue.number,
    title: issue.title,
    body: issue.body,
    state: issue.state,
    labels: issue.labels.map((name) => labelJson(api, name)),
    user: userJson(api),
    assignee: null,
    milestone: null,
    locked: false,
    comments: issue.comments.length,
    ...timesOf(issue),
    ...(issue.isPullRequest ? { pull_request: pullRequest } : {}),
  }
}

/** A comment as the API gives it. */
export function commentJson(api: string, issue: number, index: number, body: string) {
  const url = `${api}/issues/comments/${issue * 10_000 + index}`
  const times = { created_at: '2026-11-22T03:00:00Z', updated_at: '2026-11-22T03:00:00Z' }
  const place = { url, html_url: url, issue_url: `${api}/issues/${issue}` }
  return { id: issue * 10_000 + index, node_id: 'C', body, user: userJson(api), ...place, ...times }
}

function timesOf(issue: StoredIssue) {
  const at = new Date(Date.UTC(2026, 10, 1, 0, issue.number)).toISOString()
  return { created_at: at, updated_at: at, closed_at: issue.state === 'closed' ? at : null }
}
