import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createJudge } from '../../../adapters/models/create-judge.ts'
import { rubric, rubricSpec } from '../../../suite/config/rubric-scorer.ts'
import { anthropic } from '../../../suite/config/targets/anthropic.ts'
import { openai } from '../../../suite/config/targets/openai.ts'
import { JUDGE_SYSTEM } from '../../../suite/judge/judge-prompt.ts'
import { JUDGE_SCHEMA, readVerdict } from '../../../suite/judge/judge-verdict.ts'
import { json, startModelServer } from './model-server.ts'

const signal = new AbortController().signal
const WORLD = {
  folder: '.',
  env: { OPENAI_API_KEY: 'k', ANTHROPIC_API_KEY: 'k' },
  readFile: async (path: string) => `text of ${path}`,
}
const VERDICT = { reasons: 'It names no deadline.', verdict: 'partial' }

function judgeOf(judge: Parameters<typeof rubric>[0]['judge']) {
  return createJudge(rubricSpec.parse(rubric({ criteria: { kind: 'file', path: 'tone.md' }, judge })), WORLD)
}

test('an OpenAI judge answers through a strict schema, and its criteria may stand in a file', async () => {
  const message = { role: 'assistant', content: JSON.stringify(VERDICT) }
  const body = { model: 'm', choices: [{ index: 0, message, finish_reason: 'stop' }] }
  await using server = await startModelServer(json(200, body))
  const judge = await judgeOf(
    openai({ model: 'judge-1', baseUrl: server.url, stream: false, temperature: 0 }),
  )
  assert.equal(judge.criteria, 'text of tone.md')
  const answer = await judge.target.ask({ id: 'a', input: 'judge this' }, { signal })
  assert.deepEqual(readVerdict(answer), { value: 0.5, reasons: VERDICT.reasons })
  const [request] = server.requests
  assert.deepEqual(request?.body.response_format, {
    type: 'json_schema',
    json_schema: { name: 'give_verdict', strict: true, schema: JUDGE_SCHEMA },
  })
  const [system] = request!.body.messages as { content: string }[]
  assert.equal(system?.content, JUDGE_SYSTEM)
})

test('an Anthropic judge answers through a tool that it must call', async () => {
  const content = [{ type: 'tool_use', id: 't', name: 'give_verdict', input: VERDICT }]
  const body = { id: 'm', type: 'message', role: 'assistant', model: 'm', content, stop_reason: 'tool_use' }
  await using server = await startModelServer(json(200, body))
  const judge = await judgeOf(anthropic({ model: 'judge-2', baseUrl: server.url, stream: false }))
  const answer = await judge.target.ask({ id: 'a', input: 'judge this' }, { signal })
  assert.equal(readVerdict(answer)?.value, 0.5)
  const { tools, tool_choice } = server.requests[0]!.body
  assert.deepEqual(tool_choice, { type: 'tool', name: 'give_verdict' })
  assert.deepEqual((tools as { input_schema: unknown }[])[0]?.input_schema, JUDGE_SCHEMA)
})

test('a judge with instructions of its own is refused', () => {
  for (const own of [{ system: 'Be kind.' }, { prompt: '{{input}}!' }, { tools: [{ name: 't' }] }])
    assert.equal(
      rubricSpec.safeParse(rubric({ criteria: 'c', judge: openai({ model: 'm', ...own }) })).success,
      false,
    )
})
