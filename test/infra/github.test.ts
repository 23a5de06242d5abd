import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { obtainGoTool } from '../go-tool.ts'
import { ACTION, runAction } from './composite-action.ts'
import { initialised } from './pull-request.ts'

const fromHere = {
  repository: 'acme/bot',
  event: { pull_request: { head: { repo: { full_name: 'acme/bot' } } } },
}
const fromFork = {
  repository: 'acme/bot',
  event: { pull_request: { head: { repo: { full_name: 'eve/bot' } } } },
}

test('a pull request that makes answers worse is blocked, one that tidies up passes, and a release has its gate', async (t) => {
  const { folder, git, mergeOf } = await initialised(t)
  const main = git('rev-parse', 'HEAD')
  const base = await runAction({ folder, inputs: { moment: 'base' }, github: {}, env: { GITHUB_SHA: main } })
  assert.equal(base.code, 0, base.said)
  assert.match(base.said, /contains/)
  assert.equal(base.summary, '')

  const GITHUB_SHA = await mergeOf('worse', (config) => config.replace('within 14 days', 'some day'))
  const job = { folder, inputs: { moment: 'pull-request' }, env: { GITHUB_SHA } }
  const worse = await runAction({ ...job, github: fromHere })
  assert.equal(worse.code, 1, worse.said)
  assert.match(worse.said, new RegExp(`^base {2}${main} at ${main.slice(0, 12)}, .* \\(stored\\)$`, 'm'))
  assert.match(worse.summary, /^<!-- nightdrift diff -->\n### ❌ Failed: contains fell by 1 of 10 cases/)
  assert.match(worse.summary, /`refund-1`/)
  assert.deepEqual(
    worse.used.map(({ uses }) => uses?.split('@')[0]),
    [
      'actions/cache/restore',
      'actions/cache/restore',
      'actions/github-script',
      'actions/cache/save',
      'actions/upload-artifact',
    ],
  )
  assert.equal(worse.used[0]?.with?.key, `nightdrift-run-${main}`)
  assert.match(worse.used[0]?.with?.path ?? '', /^\.\/lake\/\*\/runs\n\.\/lake\/\*\/commits\n/)

  const tidied = await mergeOf('tidied', (config) => config.replace('word === undefined ?', '!word ?'))
  const same = await runAction({ ...job, env: { GITHUB_SHA: tidied }, github: fromFork })
  assert.equal(same.code, 0, same.said)
  assert.match(same.summary, /### ✅ Passed/)
  assert.ok(!same.used.some(({ name }) => name === 'Comment once'), 'a fork has no token to comment with')

  const release = await runAction({ folder, inputs: { moment: 'release', tag: 'v1.0.0' }, github: {} })
  assert.equal(release.code, 0, release.said)
  assert.match(release.summary, /v1\.0\.0/)
  assert.deepEqual(
    release.used.map(({ uses }) => uses?.split('@')[0]),
    ['actions/upload-artifact'],
  )
})

test('what could not be run has no verdict, and an older one does not stay', async (t) => {
  const { folder, git } = await initialised(t, 'echo "Cannot load the config" >&2; exit 2')
  git('commit', '--quiet', '--allow-empty', '-m', 'later')
  const inputs = { moment: 'pull-request' }
  const GITHUB_SHA = git('rev-parse', 'HEAD')
  const ran = await runAction({ folder, inputs, github: fromHere, env: { GITHUB_SHA } })
  assert.equal(ran.code, 2)
  assert.match(ran.summary, /^<!-- nightdrift diff -->\n### ❌ No verdict\n\nnightdrift ended with 2/)
  assert.ok(!ran.used.some(({ name }) => name === "Keep the base's run"))
  assert.equal((await runAction({ folder, inputs: { moment: 'noon' }, github: fromHere })).code, 2)
})

test('the release gate gets the tag as one word, whatever it is called', async (t) => {
  const words = 'printf "%s\\n" "$@" > words'
  const { folder } = await initialised(t, words)
  const tag = 'v1;touch\tpwned;$(touch\tpwned)'
  const ran = await runAction({
    folder,
    inputs: { moment: 'release', tag, options: '--config  nightdrift.config.ts' },
    github: {},
  })
  assert.equal(ran.code, 0, ran.said)
  assert.match(ran.summary, /ended with 0/)
  const given = (await readFile(join(folder, 'words'), 'utf8')).trimEnd().split('\n')
  assert.deepEqual(given.slice(0, 5), ['gate', '--profile', 'release', `--tag=${tag}`, '--yes'])
  assert.deepEqual(given.slice(-2), ['--config', 'nightdrift.config.ts'])
  assert.ok(!existsSync(join(folder, 'pwned')))
})

test('one comment is written, and then written anew in its place', async (t) => {
  const { folder } = await initialised(t)
  const script = ACTION.runs.steps.find(({ name }) => name === 'Comment once')?.with?.script ?? ''
  const comments = [
    { id: 1, user: { login: 'eve' }, body: '<!-- nightdrift diff -->\nfor you' },
    { id: 2, user: { login: 'github-actions[bot]' }, body: 'of another action' },
  ]
  const refused = Object.assign(new Error('Resource not accessible by integration'), { status: 403 })
  let mayWrite = true
  const write = (body: string, id?: number) => {
    if (!mayWrite) throw refused
    const own = comments.find((comment) => comment.id === id)
    if (own) own.body = body
    else comments.push({ id: comments.length + 1, user: { login: 'github-actions[bot]' }, body })
  }
  const issues = {
    listComments: 'list',
    createComment: async ({ body }: { body: string }) => write(body),
    updateComment: async (of: { body: string; comment_id: number }) => write(of.body, of.comment_id),
  }
  const github = { paginate: async () => comments, rest: { issues } }
  const context = { repo: { owner: 'acme', repo: 'bot' }, issue: { number: 7 } }
  const notices: string[] = []
  const core = { notice: (text: string) => void notices.push(text) }
  process.env.SUMMARY = join(folder, 'summary.md')
  t.after(() => delete process.env.SUMMARY)
  const comment = async (text: string) => {
    await writeFile(join(folder, 'summary.md'), `<!-- nightdrift diff -->\n${text}`)
    const body = `return async (github, context, core, require) => {${script}}`
    await new Function(body)()(github, context, core, () => ({ readFileSync: () => readSummary(text) }))
  }
  const readSummary = (text: string) => `<!-- nightdrift diff -->\n${text}`
  await comment('first')
  await comment('second')
  assert.deepEqual(
    comments.map(({ body }) => body.split('\n')[1]),
    ['for you', undefined, 'second'],
  )
  await comment('x'.repeat(70_000))
  assert.ok(comments[2]!.body.length < 65_536)
  mayWrite = false
  await comment('third')
  assert.match(notices[0]!, /may not comment/)
})

test('no script has anything put into it, and workflows ask for the least', async (t) => {
  for (const { name, run, with: given } of ACTION.runs.steps) {
    assert.doesNotMatch(run ?? '', /\$\{\{/, name)
    assert.doesNotMatch(given?.script ?? '', /\$\{\{/, name)
  }
  const { folder } = await initialised(t)
  for (const name of ['nightdrift.yml', 'nightdrift-release.yml']) {
    const text = await readFile(join(folder, '.github', 'workflows', name), 'utf8')
    assert.match(text, /^permissions: \{\}$/m)
    assert.doesNotMatch(text, /pull_request_target|run: .*\$\{\{/)
    assert.match(text, /fetch-depth: 0/)
  }
})

test('actionlint finds nothing in what init writes', async (t) => {
  const actionlint = await obtainGoTool('actionlint', 'github.com/rhysd/actionlint/cmd/actionlint@v1.7.12')
  if (actionlint === null) return t.skip('Go is needed to build actionlint')
  const { folder } = await initialised(t)
  const { stdout } = await promisify(execFile)(actionlint, ['-no-color'], { cwd: folder })
  assert.equal(stdout, '')
  const workflow = join(folder, '.github', 'workflows', 'nightdrift.yml')
  await writeFile(workflow, (await readFile(workflow, 'utf8')).replace('moment: base', 'momnt: base'))
  await assert.rejects(promisify(execFile)(actionlint, ['-no-color'], { cwd: folder }), {
    stdout: /input "momnt" is not defined/,
  })
})
