import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs'
import { cp, mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { delimiter, isAbsolute, join } from 'node:path'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { NightManifest } from '../../activities/night-manifest.ts'
import { hasTemporal } from '../worker/dev-server-support.ts'
import { installPackage, runToEnd } from './installed.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The only tests that need the package: it is built and installed once for all of them. */
const project = await installPackage()
after(() => project[Symbol.asyncDispose]())

const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string }

const TSC = join(ROOT, 'node_modules/typescript/bin/tsc')
const TSC_OPTIONS = [
  '--noEmit',
  '--strict',
  '--module',
  'nodenext',
  '--allowImportingTsExtensions',
  '--ignoreConfig',
]

/** Neither the machine's own settings nor its hooks play a part. */
const GIT_OPTIONS = [
  'user.name=a',
  'user.email=a@a.example',
  'commit.gpgSign=false',
  'core.hooksPath=none',
].flatMap((o) => ['-c', o])

const CONFIG = `
import { contains, defineConfig, replay } from 'nightdrift'
import { outputs } from './outputs.ts'
export default defineConfig({
  name: 'bot',
  dataset: 'cases.jsonl',
  target: replay(outputs),
  scorers: [contains()],
  profiles: { smoke: { limit: 20 } },
})
`

test('the package holds what it needs at run time, and neither tests nor sources', () => {
  const paths = [...project.packed.keys()]
  const read = globSync('{queries,report}/**/*.{sql,eta}', { cwd: ROOT })
  assert.ok(read.length > 100)
  assert.deepEqual(
    read.filter((path) => !project.packed.has(`dist/${path}`)),
    [],
  )
  assert.ok(project.packed.has('dist/workflows/bundle.js'))
  const needless = /(^|\/)(test|bench|docs)\/|\.map$|(?<!\.d)\.ts$/
  assert.deepEqual(
    paths.filter((path) => needless.test(path) && !path.startsWith('dist/examples/')),
    [],
  )
  const size = [...project.packed.values()].reduce((sum, each) => sum + each, 0)
  assert.ok(size < 4e6, `${size} bytes`)
})

test('no place on the machine that built the package stands in it', async () => {
  for (const path of project.packed.keys()) {
    const text = await readFile(join(project.location, path), 'utf8')
    assert.ok(!text.includes(ROOT), path)
  }
  const bundle = await readFile(join(project.location, 'dist/workflows/bundle.js'), 'utf8')
  const map = JSON.parse(Buffer.from(bundle.split('base64,').at(-1) ?? '', 'base64').toString())
  assert.deepEqual(
    map.sources.filter((source: string) => isAbsolute(source) || source.startsWith('..')),
    [],
  )
})

test('the installed command says its version and its verbs', async () => {
  assert.deepEqual(await project.run(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' })
  const { stdout, stderr } = await project.run(['--help'])
  assert.match(stdout, /^ {2}eval \[options\]/m)
  assert.equal(stderr, '')
})

test('on an older Node the command says in one line what it needs', async (t) => {
  const wanted = /^nightdrift needs Node \d+\.\d+ or newer and was started with v[\d.]+ \(.+\): .+\.\n$/
  const future = join(project.folder, 'needs-a-later-node')
  await cp(join(project.location, 'cli'), join(future, 'cli'), { recursive: true })
  await writeFile(join(future, 'package.json'), '{"type":"module","engines":{"node":">=99.1"}}')
  const nodes = [[process.execPath, future], ...oldNodes().map((node) => [node, project.location])]
  if (nodes.length === 1) t.diagnostic('No older Node is on the PATH: only the current one was tried.')
  for (const [node = '', location = ''] of nodes) {
    const command = join(location, 'cli/nightdrift.mjs')
    const { code, stdout, stderr } = await runToEnd(node, [command, '--version'], project.folder)
    assert.match(stderr, wanted)
    assert.deepEqual({ code, stdout }, { code: 3, stdout: '' })
  }
})

test('a config in a CommonJS project is type-checked, run, and shown as a page', async () => {
  assert.match(await readFile(join(project.folder, 'package.json'), 'utf8'), /"type": "commonjs"/)
  const folder = await makeSuite()
  const [checked, run] = await Promise.all([
    runToEnd(process.execPath, [TSC, ...TSC_OPTIONS, 'nightdrift.config.ts'], folder),
    project.run(['eval', '--profile', 'smoke', '--json'], folder),
  ])
  assert.equal(checked.stdout, '')
  assert.equal(run.code, 0, run.stderr)
  const { counts, file } = JSON.parse(run.stdout) as { counts: unknown; file: string }
  assert.deepEqual(counts, { scored: 20, errored: 0, unscored: 0, skipped: 0 })
  const page = await project.run(['view', file, '--html', 'page.html', '--no-open'], folder)
  assert.equal(page.code, 0, page.stderr)
  assert.match(await readFile(join(folder, 'page.html'), 'utf8'), /<script/)
})

test('what init writes passes at once', async () => {
  const folder = await mkdtemp(join(project.folder, 'new-'))
  const began = await project.run(['init', '--json'], folder)
  assert.equal(began.code, 0, began.stderr)
  const { written } = JSON.parse(began.stdout) as { written: string[] }
  assert.equal(written.length, 6)
  const { code, stdout } = await project.run(['eval', '--profile', 'smoke', '--json'], folder)
  assert.equal(code, 0)
  assert.equal(JSON.parse(stdout).scorers[0].passed, 10)
})

test('a change that breaks answers is stopped by diff, against the commit before', async () => {
  const folder = await makeSuite()
  const git = async (...words: string[]) => {
    const { code, stderr } = await runToEnd('git', [...GIT_OPTIONS, ...words], folder)
    assert.equal(code, 0, stderr)
  }
  await git('init', '-q')
  await git('add', '.')
  await git('commit', '-q', '-m', 'right')
  await writeFile(
    join(folder, 'outputs.jsonl'),
    linesOf((id) => ({ id, output: id.replace('7', 'x') })),
  )
  const { code, stdout, stderr } = await project.run(
    ['diff', '--base', 'HEAD', '--profile', 'smoke', '--threshold', '0.02', '--json'],
    folder,
  )
  assert.equal(code, 1, stderr)
  const { gate, scorers } = JSON.parse(stdout) as { gate: string; scorers: { table: unknown }[] }
  assert.equal(gate, 'failed')
  assert.deepEqual(scorers[0]?.table, { n11: 18, n10: 2, n01: 0, n00: 0 })
})

test('the demo names the three things that are wrong and nothing else, and leaves nothing running', async (t) => {
  if (!(await hasTemporal(t))) return
  const folder = join(project.folder, 'demo')
  const { stdout, stderr } = await project.run(['demo', '--folder', folder, '--json'])
  assert.notEqual(stdout, '', stderr)
  const manifest = JSON.parse(stdout) as NightManifest
  assert.equal(manifest.outcome, 'complete')
  const found = manifest.findings.map(({ check, direction }) => `${check} ${direction}`)
  assert.deepEqual(found.sort(), ['latency_ms up', 'quality.contains down', 'tags.intent changed'])
  const where = manifest.findings.flatMap((finding) => finding.where).join('\n')
  assert.match(where, /intent=refund: 45 of the 45 cases/)
  assert.match(where, /cargo_bike: 0\.0 % → 20/)
  const lake = join(folder, 'lake', 'bike-share')
  assert.equal(readdirSync(join(lake, 'issues')).filter((name) => name.endsWith('.md')).length, 3)
  assert.ok(manifest.report !== null && existsSync(manifest.report))
  assert.ok(manifest.deliveries.some(({ kind, where: place }) => kind === 'mail' && existsSync(place)))
  assert.deepEqual(
    readdirSync(join(folder, '.nightdrift')).filter((name) => name.includes('users')),
    [],
  )
})

/** A project of twenty cases, all answered right, in a folder of its own. */
async function makeSuite(): Promise<string> {
  const folder = await mkdtemp(join(project.folder, 'suite-'))
  await writeFile(join(folder, 'nightdrift.config.ts'), CONFIG)
  await writeFile(join(folder, 'outputs.ts'), "export const outputs: string = 'outputs.jsonl'\n")
  await writeFile(
    join(folder, 'cases.jsonl'),
    linesOf((id) => ({ id, input: `${id}?`, expected: id })),
  )
  await writeFile(
    join(folder, 'outputs.jsonl'),
    linesOf((id) => ({ id, output: id })),
  )
  return folder
}

function linesOf(line: (id: string) => object): string {
  return Array.from({ length: 20 }, (_, i) => `${JSON.stringify(line(String(i)))}\n`).join('')
}

/** Nodes before 22 that stand on the PATH: many systems have one. */
function oldNodes(): string[] {
  const found = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'node'))
  const versions = new Map(
    found
      .filter((node) => existsSync(node))
      .map((node) => [execFileSync(node, ['--version'], { encoding: 'utf8' }), node]),
  )
  return [...versions].filter(([version]) => Number(/\d+/.exec(version)) < 22).map(([, node]) => node)
}
