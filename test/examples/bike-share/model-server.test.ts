import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, test } from 'node:test'
import OpenAI from 'openai'
import { type ModelServer, startModelServer } from '../../../examples/bike-share/model-server.ts'
import { judgePrompt } from '../../../suite/judge/judge-prompt.ts'

const prompt = (name: string) =>
  readFileSync(new URL(`../../../examples/bike-share/prompts/${name}`, import.meta.url), 'utf8')
const model = 'velora-assistant-1'
const refundQuestion = 'Hello, how long does a refund take until I see it on my account? Thanks, Mara'

let server: ModelServer
let client: OpenAI
before(async () => {
  server = await startModelServer({ latencyMs: 1 })
  client = new OpenAI({ apiKey: 'none', baseURL: server.url, maxRetries: 0 })
})
after(() => server.close())

const messages = (question: string, system = prompt('system.md')) => [
  { role: 'system' as const, content: system },
  { role: 'user' as const, content: question },
]

async function ask(question: string, system?: string) {
  const completion = await client.chat.completions.create({ model, messages: messages(question, system) })
  return { completion, text: completion.choices[0]?.message.content ?? '' }
}

test("OpenAI's client gets an answer with usage and a finish reason", async () => {
  const { completion, text } = await ask('How much is the monthly pass?')
  assert.match(text, /12\.90 euros/)
  assert.equal(completion.model, model)
  assert.equal(completion.choices[0]?.finish_reason, 'stop')
  const {
    prompt_tokens: asked = 0,
    completion_tokens: answered = 0,
    total_tokens: total,
  } = completion.usage ?? {}
  assert.ok(asked > 400 && answered > 5)
  assert.equal(total, asked + answered)
})

test('a streamed answer is the same text in pieces, with usage at the end', async () => {
  const stream = await client.chat.completions.create({
    model,
    messages: messages(refundQuestion),
    stream: true,
    stream_options: { include_usage: true },
  })
  const chunks = await Array.fromAsync(stream)
  const text = chunks.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')
  const plain = await ask(refundQuestion)
  assert.equal(text, plain.text)
  assert.deepEqual(chunks.at(-1)?.usage, plain.completion.usage)
  assert.ok(chunks.length > 5)
})

test('a refund question is answered rightly only if the prompt states the policy', async () => {
  assert.match((await ask(refundQuestion)).text, /5 working days/)
  const changed = (await ask(refundQuestion, prompt('system-after-change.md'))).text
  assert.doesNotMatch(changed, /5 working days|five working days/)
  assert.match(changed, /9 calendar days/)
})

test('other intents are answered alike under both prompts', async () => {
  for (const question of ['Which terminal has the Velora station?', 'Do students pay less for the pass?']) {
    assert.equal((await ask(question)).text, (await ask(question, prompt('system-after-change.md'))).text)
  }
})

test('a question put in words of one’s own is understood', async () => {
  assert.match((await ask('Do you have a discount on the subscription for a student?')).text, /40 percent/)
  assert.match((await ask('What is the capital of France?')).text, /colleague/)
})

test('text parts and developer messages are read like plain ones', async () => {
  const completion = await client.chat.completions.create({
    model,
    messages: [
      { role: 'developer', content: prompt('system.md') },
      { role: 'user', content: [{ type: 'text', text: 'What is the minimum age to ride?' }] },
    ],
  })
  assert.match(completion.choices[0]?.message.content ?? '', /16 years/)
})

test('bad requests get errors that the client can tell apart', async () => {
  const create = (body: object) => client.post('/chat/completions', { body })
  await assert.rejects(create({ model: 'gpt-5', messages: messages('Hi') }), OpenAI.NotFoundError)
  await assert.rejects(create({ messages: messages('Hi') }), OpenAI.BadRequestError)
  await assert.rejects(create({ model, messages: [] }), OpenAI.BadRequestError)
  await assert.rejects(create({ model, messages: [{ role: 'user' }] }), (error: unknown) => {
    assert.ok(error instanceof OpenAI.BadRequestError)
    assert.equal(error.param, 'messages[0]')
    return true
  })
  await assert.rejects(client.get('/nothing'), OpenAI.NotFoundError)
})

test('a broken body is refused in the form of OpenAI without quoting it', async () => {
  const response = await fetch(`${server.url}/chat/completions`, { method: 'POST', body: '{"model": secret' })
  assert.equal(response.status, 400)
  const { error } = (await response.json()) as { error: { message: string; type: string } }
  assert.equal(error.type, 'invalid_request_error')
  assert.doesNotMatch(error.message, /secret/)
})

test('a body over 1 MB is refused', async () => {
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'x'.repeat(1_100_000) }] })
  const response = await fetch(`${server.url}/chat/completions`, { method: 'POST', body })
  assert.equal(response.status, 413)
})

test('the models are listed', async () => {
  const page = await client.models.list()
  assert.deepEqual(
    page.data.map((each) => each.id),
    [model, 'velora-judge-1'],
  )
})

test('a taken port is said in words', async () => {
  const port = Number(new URL(server.url).port)
  await assert.rejects(
    startModelServer({ port }),
    new RegExp(`Cannot start the model server on port ${port}`),
  )
})

test('the second model judges the manner of an answer, in the form that a rubric asks for', async () => {
  const verdictOn = async (output: string) => {
    const content = judgePrompt('Short, and without blame.', { id: 'a', input: 'Help!' }, output)
    const answer = await client.chat.completions.create({
      model: 'velora-judge-1',
      messages: [{ role: 'user', content }],
    })
    const said = JSON.parse(answer.choices[0]?.message.content ?? '') as { reasons: string; verdict: string }
    return [said.verdict, said.reasons]
  }
  assert.deepEqual(await verdictOn('We come at once.'), ['pass', 'It has 1 sentences and blames nobody.'])
  assert.equal((await verdictOn('That was your own fault.'))[0], 'fail')
  assert.equal((await verdictOn('One. '.repeat(9)))[0], 'partial')
})
