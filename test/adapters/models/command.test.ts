import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { type TestContext, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createCommandTarget } from '../../../adapters/models/command.ts'
import { commandRequest } from '../../../adapters/models/command-line.ts'
import { createTarget } from '../../../adapters/models/create-target.ts'
import { LongLivedProgram } from '../../../adapters/models/long-lived-program.ts'
import { markOf } from '../../../adapters/process-mark.ts'
import type { CaseError } from '../../../suite/case-result.ts'
import { targetSpec } from '../../../suite/config/target-spec.ts'
import { command } from '../../../suite/config/targets/command.ts'
import { type Target, TargetError } from '../../../suite/target.ts'

const BOT = [process.execPath, 'bot.mjs'] as const
const HERE = fileURLToPath(new URL('.', import.meta.url))
const MODES = ['longLived', 'perCase'] as const
type Options = NonNullable<Parameters<typeof command>[1]>

function make(options: Options = {}, program: readonly [string, ...string[]] = BOT): Promise<Target> {
  const spec = targetSpec.parse(command(program, options))
  const readFile = async () => assert.fail('a command names no file')
  return createTarget(spec, {
    folder: HERE,
    env: process.env,
    readFile,
  })
}

/** Asks, and ends the program with the test. */
function asking(t: TestContext, target: Target) {
  const stop = new AbortController()
  t.after(() => stop.abort())
  return (input: string) => target.ask({ id: 'a', input }, { signal: stop.signal })
}

async function failure(asked: Promise<unknown>, kind: CaseError['kind'], retryAfterMs: number | null) {
  const error = await asked.then(
    () => assert.fail('it answered'),
    (thrown: unknown) => thrown,
  )
  assert.ok(error instanceof TargetError, String(error))
  assert.deepEqual([error.kind, error.retryAfterMs], [kind, retryAfterMs], error.message)
  assert.doesNotMatch(error.message, /secret|thoughts/)
  return error
}

/** Nobody may have taken note yet of an orphan's end; it does not run any more all the same. */
async function isGone(pid: number): Promise<boolean> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (markOf(pid) === null) return true
    await delay(20)
  }
  return false
}

for (const mode of MODES) {
  test(`${mode}: a case goes in as a line, without what it expects, and an answer comes out`, async () => {
    const target = await make({ mode, model: 'bot-1', version: '1' })
    const stop = new AbortController()
    const item = { id: 'c1', input: 'echo "é"\n', expected: 'secret', tags: { plan: 'pro' }, docs: [1] }
    const answer = await target.ask(item, { signal: stop.signal })
    stop.abort()
    const { expected: _, ...shown } = item
    assert.deepEqual(JSON.parse(answer.output), {
      id: '1',
      input: item.input,
      messages: [{ role: 'user', content: item.input }],
      case: shown,
    })
    assert.ok(answer.latencyMs !== null && answer.latencyMs > 0)
    assert.equal(answer.model, 'bot-1')
    assert.equal(answer.requestDigest, target.requestDigest?.({ ...item, expected: 'another' }))
  })

  test(`${mode}: what the program tells of an answer is kept, and of a failure its kind`, async (t) => {
    const ask = asking(t, await make({ mode }))
    const { latencyMs: _, requestDigest: __, ...told } = await ask('full')
    assert.deepEqual(told, {
      output: 'x',
      model: 'm',
      finishReason: 'end',
      tokens: { input: 2, output: 1 },
      costUsd: 0.5,
    })
    await failure(
      ask('fail {"kind":"rate-limited","retry_after_ms":50,"message":"secret"}'),
      'rate-limited',
      50,
    )
    await failure(ask('fail {"kind":"timeout"}'), 'timeout', 0)
    await failure(ask('fail "secret"'), 'rejected', null)
  })

  test(`${mode}: a program that dies, writes rubbish or without end fails its case, and the next is answered`, async (t) => {
    const ask = asking(t, await make({ mode }))
    const error = await failure(ask('die 3'), 'unreachable', 0)
    assert.match(error.message, /it ended \(3\) before it answered/)
    await failure(ask('rubbish'), 'invalid-answer', 0)
    await failure(ask('endless'), 'invalid-answer', 0)
    assert.equal((await ask('say yes')).output, 'yes')
  })

  test(`${mode}: a program that hangs is a timeout, and is ended`, async (t) => {
    const ask = asking(t, await make({ mode, timeoutMs: 400 }))
    await failure(ask('hang'), 'timeout', 0)
  })

  test(`${mode}: an abort ends a case at once, with the signal's own reason`, async () => {
    const target = await make({ mode })
    const stop = new AbortController()
    const reason = new Error('stopped')
    setTimeout(() => stop.abort(reason), 200)
    await assert.rejects(target.ask({ id: 'a', input: 'hang' }, { signal: stop.signal }), reason)
    await assert.rejects(target.ask({ id: 'a', input: 'say x' }, { signal: stop.signal }), reason)
  })

  test(`${mode}: a program that is gone when it is asked ends no process but its case`, async () => {
    const spec = targetSpec.parse(command(['./no-such-bot'], { mode }))
    assert.ok(spec.kind === 'command')
    const target = createCommandTarget(spec, { folder: HERE, env: process.env })
    const asked = target.ask({ id: 'a', input: 'q' }, { signal: new AbortController().signal })
    const error = await failure(asked, 'unauthorised', null)
    assert.match(error.message, /cannot be started \(ENOENT\)/)
  })
}

test('a program that is not there, or cannot be run, is told before any case is asked', async () => {
  for (const program of ['./no-such-bot', './bot.mjs', 'no-such-bot-on-path'])
    await assert.rejects(make({}, [program]), { name: 'ConfigError', message: /Mend `command`/ })
  assert.equal((await make({}, ['node', 'bot.mjs'])).name, 'command node bot.mjs')
})

test('one program answers all cases, in any order', async (t) => {
  const ask = asking(t, await make())
  const answers = await Promise.all(['late 300', 'late 100', 'say now', 'count'].map(ask))
  assert.deepEqual(
    answers.slice(0, 3).map(({ output }) => output),
    ['after 300', 'after 100', 'now'],
  )
  const [first, second] = [answers[3]?.output.split(' '), (await ask('count')).output.split(' ')]
  assert.deepEqual([first?.[0], first?.[1], second[1]], [second[0], '4', '5'])
})

test('an abort ends the program and what it started', async () => {
  const target = await make()
  const stop = new AbortController()
  const pids = (await target.ask({ id: 'a', input: 'child' }, { signal: stop.signal })).output
    .split(' ')
    .map(Number)
  const hanging = target.ask({ id: 'b', input: 'hang' }, { signal: stop.signal })
  setTimeout(() => stop.abort(new Error('stopped')), 50)
  await assert.rejects(hanging, /stopped/)
  for (const pid of pids) assert.ok(await isGone(pid), `${pid} lives on`)
})

test('a program ends with the process that asked it, and does not keep that process awake', async () => {
  const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)
  const asker = `const { createCommandTarget } = await import(${url('../../../adapters/models/command.ts')})
    const spec = { command: ${JSON.stringify(BOT)}, mode: 'longLived', timeoutMs: 20000 }
    const target = createCommandTarget(spec, { folder: ${JSON.stringify(HERE)}, env: process.env })
    const { output } = await target.ask({ id: 'a', input: 'child' }, { signal: new AbortController().signal })
    console.log(output)`
  const begin = performance.now()
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--no-warnings',
    '--input-type=module',
    '-e',
    asker,
  ])
  assert.ok(performance.now() - begin < 9000, 'it waited until the program was idle for ten seconds')
  for (const pid of stdout.split(' ').map(Number)) assert.ok(await isGone(pid), `${pid} lives on`)
})

test('a program that is asked nothing for a while is ended, and started again when it is', async () => {
  const start = { command: BOT, folder: HERE, env: process.env, name: 'bot' }
  const program = new LongLivedProgram({ ...start, idleMs: 50 })
  const ask = async () => {
    const request = commandRequest({ id: 'a', input: 'count' })
    const { output } = await program.ask(request, new AbortController().signal)
    return Number(output?.split(' ')[0])
  }
  const first = await ask()
  assert.ok(await isGone(first))
  assert.notEqual(await ask(), first)
})

test('one program a case keeps nothing', async (t) => {
  const ask = asking(t, await make({ mode: 'perCase' }))
  const [one = '', other = ''] = (await Promise.all([ask('count'), ask('count')])).map(({ output }) => output)
  assert.deepEqual([one.split(' ')[1], other.split(' ')[1]], ['1', '1'])
  assert.notEqual(one, other)
})

test('what one program a case starts is ended with it, also where it holds the output open', async (t) => {
  const ask = asking(t, await make({ mode: 'perCase' }))
  const [, child] = (await ask('child')).output.split(' ').map(Number)
  assert.ok(child !== undefined && (await isGone(child)))
  await failure(ask('twice'), 'invalid-answer', 0)
  await failure(ask('nothing'), 'invalid-answer', 0)
})

test('a request that nobody waits for any more leaves the others alone', async (t) => {
  const target = await make({ concurrency: 2 })
  const ask = asking(t, target)
  const stop = new AbortController()
  const left = target.ask({ id: 'b', input: 'late 200' }, { signal: stop.signal })
  const kept = ask('late 400')
  setTimeout(() => stop.abort(new Error('left')), 50)
  await assert.rejects(left, /left/)
  assert.equal((await kept).output, 'after 400')
  await failure(ask('other'), 'invalid-answer', 0)
})

test('requests in flight of a program that dies are asked again', async (t) => {
  const ask = asking(t, await make({ concurrency: 2 }))
  const both = [ask('late 5000'), ask('die 1')]
  for (const one of both) await failure(one, 'unreachable', 0)
})

test('a program that never answers is started five times in a row, then left alone', async (t) => {
  const ask = asking(t, await make({}, [process.execPath, '-e', 'process.exit(7)']))
  for (let n = 0; n < 5; n += 1) await failure(ask('x'), 'unreachable', 0)
  const error = await failure(ask('x'), 'unreachable', null)
  assert.match(error.message, /started 5 times in a row/)
})
