import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Command, CommanderError } from 'commander'
import { createProgram } from '../../cli/program.ts'

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

interface Ended {
  readonly code: number
  readonly stdout: string
  readonly stderr: string
}

/** Runs the command line as a shell would, in an empty folder. */
async function shell(t: TestContext, ...words: string[]): Promise<Ended> {
  const cwd = await mkdtemp(join(tmpdir(), 'nightdrift-cli-'))
  t.after(() => rm(cwd, { recursive: true, force: true }))
  return new Promise((ended) => {
    execFile(process.execPath, [MAIN, ...words], { cwd }, (error, stdout, stderr) => {
      ended({ code: typeof error?.code === 'number' ? error.code : error ? -1 : 0, stdout, stderr })
    })
  })
}

/** Parses words without running a verb, and gives what commander made of them. */
async function parse(...words: string[]): Promise<{ error: CommanderError; said: string }> {
  let said = ''
  const quiet = (command: Command): void => {
    command.configureOutput({ writeOut: (text) => (said += text), writeErr: (text) => (said += text) })
    command.commands.forEach(quiet)
  }
  const program = createProgram(() => assert.fail('no verb was to run'))
  quiet(program)
  const error = await program.parseAsync(words, { from: 'user' }).then(
    () => assert.fail('expected an end'),
    (reason: unknown) => reason,
  )
  assert.ok(error instanceof CommanderError, String(error))
  return { error, said }
}

const VERBS = createProgram(() => undefined).commands.map((command) => command.name())

test('every verb of this version is there', () => {
  assert.deepEqual(VERBS.toSorted(), [
    'accept',
    'accept-baseline',
    'compare',
    'demo',
    'dev',
    'diff',
    'doctor',
    'eval',
    'explain',
    'findings',
    'gate',
    'init',
    'mute',
    'night',
    'report',
    'schedule',
    'view',
    'worker',
  ])
})

for (const verb of VERBS) {
  test(`the help of ${verb} says what it does, with --json and an example that starts it`, async () => {
    const { error, said } = await parse(verb, '--help')
    assert.equal(error.exitCode, 0)
    assert.match(said, /--json +print one JSON document on stdout/)
    assert.match(said, new RegExp(`\\nExample:\\n {2}\\$ (?:[A-Z_]+=\\S+ )?nightdrift ${verb}`))
    assert.match(said, new RegExp(`^Usage: nightdrift ${verb} `))
  })
}

test('every example can be parsed: its options exist and nothing that is needed is left out', async () => {
  for (const verb of VERBS) {
    const { said } = await parse(verb, '--help')
    const commands = [...said.matchAll(/\$ (?:[A-Z_]+=\S+ )?nightdrift (.*)/g)].map((match) => match[1] ?? '')
    assert.ok(commands.length > 0, verb)
    for (const line of commands) {
      const words = [...line.matchAll(/"([^"]*)"|(\S+)/g)].map((match) => match[1] ?? match[2] ?? '')
      const { error, said: end } = await parse(...words, '--no-such-option')
      assert.equal(error.code, 'commander.unknownOption', line)
      assert.match(end, /unknown option '--no-such-option'/)
    }
  }
})

test('wrong words are told with where help is', async () => {
  const cases: readonly [string[], string, RegExp][] = [
    [['nigth'], 'commander.unknownCommand', /unknown command 'nigth'\n\(Did you mean night\?\)/],
    [['night', '--forc'], 'commander.unknownOption', /unknown option '--forc'\n\(Did you mean --force\?\)/],
    [['night', '2026-11-22', 'more'], 'commander.excessArguments', /too many arguments/],
    [['report'], 'commander.missingArgument', /missing required argument 'night'/],
    [['accept-baseline', 'r1'], 'commander.missingMandatoryOptionValue', /--why <reason>/],
    [['compare', '--reference', 'a'], 'commander.missingMandatoryOptionValue', /--current <file>/],
    [
      ['night', '--fail-on', 'all'],
      'commander.invalidArgument',
      /Allowed choices are never, drift, regression/,
    ],
    [['schedule', 'start'], 'commander.invalidArgument', /Allowed choices are apply, show, pause/],
    [['eval', '--profile'], 'commander.optionMissingArgument', /--profile <name>/],
  ]
  for (const [words, code, told] of cases) {
    const { error, said } = await parse(...words)
    assert.equal(error.code, code)
    assert.notEqual(error.exitCode, 0)
    assert.match(said, told)
    assert.match(said, /nightdrift VERB --help shows its options and an example/)
  }
})

test('help and version end with 0, on stdout', async (t) => {
  const help = await shell(t, '--help')
  assert.deepEqual([help.code, help.stderr], [0, ''])
  assert.match(help.stdout, /^Usage: nightdrift /)
  for (const verb of VERBS) assert.match(help.stdout, new RegExp(`^ {2}${verb} `, 'm'))
  const version = await shell(t, '--version')
  assert.match(version.stdout, /^\d+\.\d+\.\d+\n$/)
  assert.equal(version.code, 0)
})

test('wrong usage ends with 2, on stderr, with nothing on stdout', async (t) => {
  for (const words of [['nigth'], ['eval', '--forc', '--json'], ['report']]) {
    const { code, stdout, stderr } = await shell(t, ...words)
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, /^error: /)
  }
})

test('no verb at all shows the verbs and ends with 2', async (t) => {
  const { code, stderr } = await shell(t)
  assert.equal(code, 2)
  assert.match(stderr, /^Usage: nightdrift /)
})

test('a config that is nowhere ends with 2 and one message', async (t) => {
  const { code, stdout, stderr } = await shell(t, 'eval', '--json')
  assert.deepEqual([code, stdout], [2, ''])
  assert.match(stderr, /^Cannot find a nightdrift\.config\.ts in .* or any folder above\.[^\n]*\n$/)
})

test('a table that is not there ends with 2', async (t) => {
  const { code, stdout, stderr } = await shell(t, 'compare', '--reference', 'a.csv', '--current', 'b.csv')
  assert.deepEqual([code, stdout], [2, ''])
  assert.match(stderr, /a\.csv/)
})

test('a reader that leaves early changes no exit code', async () => {
  for (const [words, code] of [
    [['no-such-verb'], 2],
    [['--version'], 0],
  ] as const) {
    const child = spawn(process.execPath, [MAIN, ...words])
    child.stdout.destroy()
    child.stderr.destroy()
    assert.deepEqual(await once(child, 'exit'), [code, null])
  }
})

test('the report of what is no date is refused with the form of one', async (t) => {
  const { code, stderr } = await shell(t, 'report', '../..')
  assert.equal(code, 2)
  assert.equal(stderr, 'Cannot open the report of night "../..": expected a date as YYYY-MM-DD.\n')
})
