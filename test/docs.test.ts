import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { createProgram } from '../cli/program.ts'
import { configSchema } from '../suite/config/schema.ts'
import { loadConfig } from '../worker/load-config.ts'

const root = fileURLToPath(new URL('../', import.meta.url))
const pages = await readPages()
const code = pages.flatMap(({ text }) => codeOf(text)).join('\n')

interface Page {
  /** Relative to the repository: `docs/cases.md`. */
  readonly name: string
  readonly text: string
}

test('every verb of the command line is named in the README or a page', () => {
  const verbs = createProgram(() => undefined).commands.map((command) => command.name())
  assert.ok(verbs.length > 5)
  assert.deepEqual(
    verbs.filter((verb) => !code.includes(verb)),
    [],
  )
})

test('every flag of the command line is named in the README or a page', () => {
  const flags = createProgram(() => undefined).commands.flatMap((command) =>
    command.options.map((option) => option.long ?? ''),
  )
  assert.deepEqual(
    [...new Set(flags)].filter((flag) => !code.includes(flag)),
    [],
  )
})

test('every key of the config stands in the page about the config', async () => {
  const page = pages.find(({ name }) => name === 'docs/config.md')
  const named = new Set((page === undefined ? [] : codeOf(page.text)).flatMap((text) => text.split(/\W+/)))
  const keys = [...keysOf(configSchema)]
  assert.ok(keys.includes('tokenEnv') && keys.includes('catchupWindow') && keys.includes('tolerance'))
  assert.deepEqual(
    keys.filter((key) => !named.has(key)),
    [],
  )
})

test('every link inside the repository leads to a file, and to a heading of it where it names one', async () => {
  const dead: string[] = []
  for (const { name, text } of pages) {
    for (const target of linksOf(text))
      if (!(await leadsSomewhere(target, name))) dead.push(`${name}: ${target}`)
  }
  assert.deepEqual(dead, [])
})

test('every page about a subject can be reached from the README', () => {
  const readme = pages.find(({ name }) => name === 'README.md')?.text ?? ''
  const missing = pages.filter(({ name }) => name !== 'README.md' && !linksOf(readme).includes(name))
  assert.deepEqual(
    missing.map(({ name }) => name),
    [],
  )
})

test('every example in TypeScript is a config that loads', async (t) => {
  for (const { name, text } of pages) {
    for (const [index, example] of examplesOf(text).entries()) {
      await t.test(`${name}, example ${index + 1}`, () => loadExample(example))
    }
  }
})

test('no page names a place on somebody\u2019s machine', () => {
  const place = /(?<![\w.$}])\/(?:work|root|home|Users|mnt|tmp)\/\S*|\b[A-Z]:\\\S*/g
  const found = pages.flatMap(({ name, text }) => (text.match(place) ?? []).map((at) => `${name}: ${at}`))
  assert.deepEqual(found, [])
})

async function readPages(): Promise<Page[]> {
  const names = (await readdir(join(root, 'docs'))).filter((name) => name.endsWith('.md')).sort()
  const all = ['README.md', ...names.map((name) => `docs/${name}`)]
  return Promise.all(all.map(async (name) => ({ name, text: await readFile(join(root, name), 'utf8') })))
}

/** Blocks and spans of code: where a page names a thing as it is typed. */
function codeOf(text: string): string[] {
  return [...text.matchAll(/^( *)```.*\n[\s\S]*?^\1```|`[^`\n]+`/gm)].map(([match]) => match)
}

function linksOf(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target)
    .filter((target) => !/^[a-z]+:/i.test(target))
}

async function leadsSomewhere(target: string, page: string): Promise<boolean> {
  const [path = '', heading] = target.split('#')
  const file = path === '' ? join(root, page) : join(root, dirname(page), path)
  if (!existsSync(file)) return false
  return heading === undefined || headingsOf(await readFile(file, 'utf8')).includes(heading)
}

/** The anchors that GitHub makes of headings. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

function examplesOf(text: string): string[] {
  return [...text.matchAll(/^( *)```ts\n([\s\S]*?)^\1```/gm)].map(([, indent = '', body = '']) =>
    body.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )
}

/** Writes the example and the files it names where nothing else is, and reads it as a command would. */
async function loadExample(example: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-docs-'))
  try {
    for (const [, file = ''] of example.matchAll(/\b(?:file|replay)\(\{?(?: ?path: )?'([^']+)'/g)) {
      await mkdir(dirname(join(folder, file)), { recursive: true })
      await writeFile(join(folder, file), '')
    }
    const path = join(folder, 'nightdrift.config.ts')
    await writeFile(path, example)
    const { config } = await loadConfig(path)
    assert.ok(config.name)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** All names of keys in a schema, however deep: in objects, in each choice of a union, in lists. */
function* keysOf(schema: unknown): Generator<string> {
  if (typeof schema !== 'object' || schema === null || !('def' in schema)) return
  const def = schema.def as Readonly<Record<string, unknown>>
  for (const [key, inner] of Object.entries((def.shape as Record<string, unknown> | undefined) ?? {})) {
    yield key
    yield* keysOf(inner)
  }
  for (const inner of [def.innerType, def.element, def.in, def.valueType, ...listOf(def.options)])
    yield* keysOf(inner)
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}
