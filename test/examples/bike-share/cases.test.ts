import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { type BikeShareCase, generateCases } from '../../../examples/bike-share/generate-cases.ts'
import { answerQuestion, readFacts } from '../../../examples/bike-share/velora/assistant.ts'
import { COVERED } from '../../../examples/bike-share/velora/intents/all.ts'
import { countTokens } from '../../../examples/bike-share/velora/tokens.ts'

const example = new URL('../../../examples/bike-share/', import.meta.url)
const read = (name: string) => readFileSync(new URL(name, example), 'utf8')
const file = read('cases.jsonl')
const cases = file
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as BikeShareCase)

/** How many cases are answered wrongly under a system prompt, refunds and others apart. */
function wrongAnswers(systemPrompt: string): { refund: number; others: string[] } {
  const facts = readFacts(systemPrompt)
  const wrong = cases.filter(({ input, expected }) => {
    const output = answerQuestion(input, facts)
    return ![expected].flat().some((text) => output.includes(text))
  })
  const others = wrong.filter((item) => item.tags.intent !== 'refund').map((item) => item.id)
  return { refund: wrong.length - others.length, others }
}

test('there are 300 cases with ids and texts of their own', () => {
  assert.equal(cases.length, 300)
  assert.equal(new Set(cases.map((item) => item.id)).size, 300)
  assert.equal(new Set(cases.map((item) => item.input)).size, 300)
})

test('every case has an expected text, an intent and a language, and about 20 are smoke cases', () => {
  for (const { id, expected, tags } of cases) {
    assert.ok(
      [expected].flat().every((text) => text.length > 0),
      id,
    )
    assert.ok(
      COVERED.some((intent) => intent.name === tags.intent),
      id,
    )
    assert.equal(tags.language, 'en')
  }
  const smoke = cases.filter((item) => item.tags.smoke)
  assert.equal(smoke.length, 20)
  assert.equal(new Set(smoke.map((item) => item.tags.intent)).size, COVERED.length)
})

test('no question gives its answer away, and no slot is left unfilled', () => {
  for (const { id, input, expected } of cases) {
    assert.ok(![expected].flat().some((text) => input.toLowerCase().includes(text.toLowerCase())), id)
    assert.doesNotMatch(input, /[{}]/, id)
  }
})

test('the generator writes the committed cases again', () => {
  const lines = generateCases(300, 1).map((item) => JSON.stringify(item))
  assert.equal(`${lines.join('\n')}\n`, file)
})

test('the system prompt states every fact that the cases ask for', () => {
  const facts = readFacts(read('prompts/system.md'))
  for (const topic of COVERED.flatMap((intent) => intent.topics)) {
    assert.equal(facts.get(topic.fact), topic.value)
    assert.ok(!topic.madeUp.includes(topic.value), topic.fact)
  }
})

test('with the system prompt, refund answers are right and 2 to 3 % of the others wrong', () => {
  const { refund, others } = wrongAnswers(read('prompts/system.md'))
  assert.equal(refund, 0)
  assert.ok(others.length >= 255 * 0.02 && others.length <= 255 * 0.03, `${others.length} wrong of 255`)
})

test('the changed prompt breaks every refund answer and no other', () => {
  const changed = wrongAnswers(read('prompts/system-after-change.md'))
  assert.equal(changed.refund, 45)
  assert.deepEqual(changed.others, wrongAnswers(read('prompts/system.md')).others)
})

test('the changed prompt is as long in tokens as the one before', () => {
  assert.equal(countTokens(read('prompts/system-after-change.md')), countTokens(read('prompts/system.md')))
})
