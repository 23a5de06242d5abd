import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { createTarget } from '../../../adapters/models/create-target.ts'
import { targetSpec } from '../../../suite/config/target-spec.ts'
import { replay } from '../../../suite/config/targets/replay.ts'
import type { Target } from '../../../suite/target.ts'

const signal = new AbortController().signal

const folder = mkdtempSync(join(tmpdir(), 'nightdrift-replay-'))
after(() => rmSync(folder, { recursive: true }))

async function make(text: string, model?: string): Promise<Target> {
  const spec = targetSpec.parse(replay(model === undefined ? 'out.jsonl' : { path: 'out.jsonl', model }))
  await writeFile(join(folder, 'out.jsonl'), text)
  return createTarget(spec, { folder, env: {}, readFile: async () => text })
}

test('a recorded output is given back with what was recorded about it', async () => {
  const target = await make(
    '{"id":"a","output":"x","model":"m","latency_ms":12.5,"first_token_ms":3,"tokens":{"input":1,"output":2,"cached":1,"reasoning":2},"fingerprint":"f","correct":true}',
  )
  assert.deepEqual(await target.ask({ id: 'a', input: 'q' }, { signal }), {
    output: 'x',
    model: 'm',
    finishReason: null,
    latencyMs: 12.5,
    firstTokenMs: 3,
    tokens: { input: 1, output: 2, cached: 1, reasoning: 2 },
    costUsd: null,
    fingerprint: 'f',
  })
})

test('what was not recorded is null, never 0, and the spec names the model where the line does not', async () => {
  const target = await make('{"id":7,"output":""}', 'm-1')
  const answer = await target.ask({ id: '7', input: 'q' }, { signal })
  assert.deepEqual([answer.output, answer.model, answer.latencyMs, answer.tokens], ['', 'm-1', null, null])
})

test('a case that is not there, or there without output, is a missing output', async () => {
  const target = await make('{"id":"a","output":null}')
  for (const id of ['a', 'b']) {
    await assert.rejects(target.ask({ id, input: 'q' }, { signal }), {
      kind: 'missing-output',
      retryAfterMs: null,
    })
  }
})

test('broken recordings are config errors that name file and line and quote nothing', async () => {
  const broken: readonly [string, RegExp][] = [
    ['', /holds no output/],
    ['{"id":"secret","output":"x"}\n\n{"id":"secret","output":"y"}', /line 3 has the same id as line 1/],
    ['{"id":"a","output":"secret', /out\.jsonl, line 1: it is not valid JSON/],
    ['{"id":"a"}', /line 1: `output` is missing/],
    ['{"output":"secret"}', /line 1: `id` is missing/],
    ['{"id":"a","output":"x","latency_ms":"secret"}', /`latency_ms` has a value that cannot be read/],
  ]
  for (const [text, message] of broken) {
    await assert.rejects(make(text), (error: Error) => {
      assert.equal(error.name, 'ConfigError')
      assert.match(error.message, message)
      assert.doesNotMatch(error.message, /secret/)
      return true
    })
  }
})

test('a recording that does not exist is a config error', async () => {
  const readFile = async () => {
    throw Object.assign(new Error('no such file'), { code: 'ENOENT' })
  }
  const made = createTarget(targetSpec.parse(replay('gone.jsonl')), { folder: '.', env: {}, readFile })
  await assert.rejects(made, {
    name: 'ConfigError',
    message: /recorded outputs of the target: gone\.jsonl \(ENOENT\)/,
  })
})

test('lines are found wherever they stand, and a recording that changes meanwhile is refused', async () => {
  const target = await make(
    '\uFEFF{"id":"a","output":"ä"}\r\n\n  {"id":"b","output":"x"}\n{"id":"c","output":"z"}',
  )
  const outputs = await Promise.all(['c', 'a', 'b'].map((id) => target.ask({ id, input: 'q' }, { signal })))
  assert.deepEqual(
    outputs.map(({ output }) => output),
    ['z', 'ä', 'x'],
  )
  await writeFile(join(folder, 'out.jsonl'), '{"id":"other","output":"secret"}')
  await assert.rejects(target.ask({ id: 'a', input: 'q' }, { signal }), {
    name: 'ConfigError',
    message: /out\.jsonl: it has changed since it was opened/,
  })
})
