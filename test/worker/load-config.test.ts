import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { digestOf, findConfig, loadConfig } from '../../worker/load-config.ts'
import { configText, type UserProject, userProject } from './user-project.ts'

const FILES = { 'nightdrift.config.ts': configText(), 'outputs.jsonl': '{"id":"a","output":"b"}\n' }

async function refusal(loading: Promise<unknown>): Promise<string> {
  const error = await loading.then(
    () => assert.fail('expected a refusal'),
    (reason: Error) => reason,
  )
  assert.equal(error.name, 'ConfigError', String(error))
  return error.message
}

/** Loads a config of this text beside the recorded outputs and gives the refusal. */
async function refused(t: TestContext, text: string, more: Record<string, string> = {}): Promise<string> {
  const { config, folder } = await userProject(t, { ...FILES, ...more, 'nightdrift.config.ts': text })
  const message = await refusal(loadConfig(config))
  assert.ok(message.includes(config) || message.includes(folder), message)
  return message
}

/** The digest now, and what loading again gives after an edit. */
async function digestAfter(project: UserProject, file: string, content: string) {
  const before = await loadConfig(project.config)
  await project.write(file, content)
  const after = await loadConfig(project.config)
  return { before, after }
}

test('a config is read from the given file, or from the nearest folder above', async (t) => {
  const { folder, config } = await userProject(t, FILES)
  const deep = join(folder, 'a', 'b')
  await mkdir(deep, { recursive: true })
  assert.equal(findConfig(undefined, deep), config)
  assert.equal(findConfig('../../nightdrift.config.ts', deep), config)
  assert.equal(findConfig(config, '/'), config)
  assert.equal(findConfig('../..', deep), config)
})

test('a config that is nowhere is told with where it was looked for', async (t) => {
  const { folder } = await userProject(t, {})
  assert.throws(() => findConfig(undefined, folder), {
    name: 'ConfigError',
    message: new RegExp(`Cannot find a nightdrift\\.config\\.ts in ${folder} or any folder above`),
  })
  assert.throws(() => findConfig('mine.ts', folder), {
    name: 'ConfigError',
    message: `Cannot read the config ${join(folder, 'mine.ts')}: there is no such file. Give an existing one with --config.`,
  })
})

test('a config is read as an ES module, whatever the package of its user says', async (t) => {
  for (const type of ['commonjs', 'module']) {
    const { config, folder } = await userProject(t, { ...FILES, 'package.json': JSON.stringify({ type }) })
    const loaded = await loadConfig(config)
    assert.equal(loaded.config.name, 'support-bot')
    assert.equal(loaded.folder, folder)
    assert.match(loaded.digest, /^[0-9a-f]{16}$/)
    assert.deepEqual(loaded.files, [config, join(folder, 'outputs.jsonl')])
  }
})

test('an edited module changes the digest and the config that is read', async (t) => {
  const project = await userProject(t, {
    ...FILES,
    'package.json': '{"type":"commonjs"}',
    'nightdrift.config.ts': configText(
      'alarmsPerYear: ALARMS',
      `import { ALARMS } from './settings/alarms.ts'`,
    ),
    'settings/alarms.ts': 'export { ALARMS } from "./number.ts"',
    'settings/number.ts': 'export const ALARMS: number = 6',
  })
  const { before, after } = await digestAfter(
    project,
    'settings/number.ts',
    'export const ALARMS: number = 24',
  )
  assert.deepEqual([before.config.alarmsPerYear, after.config.alarmsPerYear], [6, 24])
  assert.notEqual(after.digest, before.digest)
  assert.ok(before.files.includes(join(project.folder, 'settings/number.ts')))
  assert.deepEqual(after.files, before.files)
})

test('a JavaScript module and a JSON file are read anew as well', async (t) => {
  const imports = `import { alarms } from './alarms.mjs'\nimport schedule from './schedule.json' with { type: 'json' }`
  const project = await userProject(t, {
    ...FILES,
    'nightdrift.config.ts': configText('alarmsPerYear: alarms, schedule', imports),
    'alarms.mjs': 'export const alarms = 6',
    'schedule.json': '{"timezone":"Europe/Berlin"}',
  })
  const first = await digestAfter(project, 'alarms.mjs', 'export const alarms = 24')
  assert.equal(first.after.config.alarmsPerYear, 24)
  const second = await digestAfter(project, 'schedule.json', '{"timezone":"Asia/Tokyo"}')
  assert.equal(second.after.config.schedule.timezone, 'Asia/Tokyo')
  assert.equal(new Set([first.before.digest, first.after.digest, second.after.digest]).size, 3)
})

test('a CommonJS module is read anew as well', async (t) => {
  const project = await userProject(t, {
    ...FILES,
    'package.json': '{"type":"commonjs"}',
    'nightdrift.config.ts': configText('...settings', `import settings from './settings.js'`),
    'settings.js': "module.exports = { alarmsPerYear: require('./alarms.js') }",
    'alarms.js': 'module.exports = 6',
  })
  const own = await digestAfter(project, 'settings.js', 'module.exports = { alarmsPerYear: 24 }')
  assert.deepEqual([own.before.config.alarmsPerYear, own.after.config.alarmsPerYear], [6, 24])
  assert.notEqual(own.after.digest, own.before.digest)
  await project.write('settings.js', "module.exports = { alarmsPerYear: require('./alarms.js') }")
  const required = await digestAfter(project, 'alarms.js', 'module.exports = 52')
  assert.equal(required.before.digest, own.before.digest)
  assert.equal(required.after.config.alarmsPerYear, 52)
  assert.notEqual(required.after.digest, required.before.digest)
})

test('the digest covers the prompt and the recording that the config names', async (t) => {
  const recorded = await userProject(t, FILES)
  const replayed = await digestAfter(recorded, 'outputs.jsonl', '{"id":"a","output":"c"}\n')
  assert.notEqual(replayed.after.digest, replayed.before.digest)
  const text = configText("target: openai({ model: 'm', system: file('prompts/system.md') })")
  const prompted = await userProject(t, { 'nightdrift.config.ts': text, 'prompts/system.md': 'Be kind.' })
  const edited = await digestAfter(prompted, 'prompts/system.md', 'Be brief.')
  assert.notEqual(edited.after.digest, edited.before.digest)
})

test('the digest does not depend on where the project lies, nor on when it is read', async (t) => {
  const one = await loadConfig((await userProject(t, FILES)).config)
  const other = await loadConfig((await userProject(t, FILES)).config)
  assert.equal(one.digest, other.digest)
  assert.equal((await loadConfig(one.path)).digest, one.digest)
  assert.equal(await digestOf(one.files, one.folder), one.digest)
})

test('configs that are read at the same time keep their files apart', async (t) => {
  const projects = await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      userProject(t, {
        ...FILES,
        'nightdrift.config.ts': configText('alarmsPerYear: ALARMS', `import { ALARMS } from './${name}.ts'`),
        [`${name}.ts`]: `export { ALARMS } from './deep-${name}.ts'`,
        [`deep-${name}.ts`]: 'export const ALARMS = 6',
      }),
    ),
  )
  const loaded = await Promise.all(projects.map(({ config }) => loadConfig(config)))
  for (const [i, { files, folder }] of loaded.entries()) {
    const name = 'abc'[i]
    assert.deepEqual(
      files,
      [`${name}.ts`, `deep-${name}.ts`, 'nightdrift.config.ts', 'outputs.jsonl']
        .map((file) => join(folder, file))
        .sort(),
    )
  }
})

test('a file that the config names and nobody wrote is told', async (t) => {
  const prompt = configText("target: openai({ model: 'm', system: file('prompts/system.md') })")
  const message = await refused(t, prompt)
  assert.match(
    message,
    /^Cannot read .*\/prompts\/system\.md, which the config names: there is no such file.* Put the file there or mend the path\.$/,
  )
})

test('a device that the config names is not read', async (t) => {
  if (process.platform === 'win32') return t.skip('left out: no such device on Windows')
  const text = configText("target: openai({ model: 'm', system: file('/dev/zero') })")
  const { config } = await userProject(t, { ...FILES, 'nightdrift.config.ts': text })
  const message = await refusal(loadConfig(config))
  assert.match(message, /^Cannot read \/dev\/zero, which the config names: it is no ordinary file\./)
})

test('a config without a default export says how to end it', async (t) => {
  const message = await refused(t, 'export const config = {}\n')
  assert.match(message, /has no default export\. End it with `export default defineConfig\(/)
})

test('a syntax error names the file and the line, also in a module of the config', async (t) => {
  const own = await refused(t, 'const a = 1\nexport default defineConfig({ name: \n')
  assert.match(own, /nightdrift\.config\.ts:[23]/)
  const imported = await refused(t, configText('', "import './broken.ts'"), {
    'broken.ts': 'export const a =\n\n}',
  })
  assert.match(imported, /broken\.ts:3/)
})

test('TypeScript that cannot be stripped is told with its line', async (t) => {
  const message = await refused(t, 'const a = 1\nenum Kind { A }\nexport default Kind\n')
  assert.match(message, /enum/)
  assert.match(message, /nightdrift\.config\.ts:2/)
})

test('a missing module and an unknown export are told by their names, not by how they are loaded', async (t) => {
  const missing = await refused(t, configText('', "import './gone.ts'"))
  assert.match(missing, /Cannot find module '.*\/gone\.ts'/)
  const unknown = await refused(t, "import { nosuch } from 'nightdrift'\nexport default nosuch\n")
  assert.match(unknown, /nosuch/)
  for (const message of [missing, unknown]) assert.doesNotMatch(message, /\?nightdrift-config/)
})

test('an error that the config throws is told', async (t) => {
  const message = await refused(t, "throw new Error('TEAM is not set')\n")
  assert.match(message, /^Cannot load the config .*: TEAM is not set/)
})

test('a mended config is read after it failed', async (t) => {
  const { config, write } = await userProject(t, { ...FILES, 'nightdrift.config.ts': 'export default {' })
  await refusal(loadConfig(config))
  await write('nightdrift.config.ts', configText())
  assert.equal((await loadConfig(config)).config.name, 'support-bot')
})

test('a path with spaces and signs is a path', async (t) => {
  const { folder } = await userProject(t, {
    'my project #1?/nightdrift.config.ts': configText('', "import './a%20b%25.ts'"),
    'my project #1?/a b%.ts': 'export {}',
    'my project #1?/outputs.jsonl': '',
  })
  const path = join(folder, 'my project #1?', 'nightdrift.config.ts')
  const { files } = await loadConfig(path)
  assert.deepEqual(files, [join(dirname(path), 'a b%.ts'), path, join(dirname(path), 'outputs.jsonl')].sort())
})
