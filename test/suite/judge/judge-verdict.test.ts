import assert from 'node:assert/strict'
import { test } from 'node:test'
import { JUDGE_SCHEMA, readVerdict, VERDICT_TOOL } from '../../../suite/judge/judge-verdict.ts'
import { answerOf } from '../scorers/answers.ts'

const verdict = (word: string) => JSON.stringify({ reasons: 'because', verdict: word })

test('a verdict is read from JSON, a fenced one too, or from the call of its tool', () => {
  assert.deepEqual(readVerdict(answerOf(verdict('pass'))), { value: 1, reasons: 'because' })
  assert.equal(readVerdict(answerOf(`\`\`\`json\n${verdict('partial')}\n\`\`\``))?.value, 0.5)
  const called = (given: unknown) => answerOf('', { toolCalls: [{ name: VERDICT_TOOL, arguments: given }] })
  assert.equal(readVerdict(called({ reasons: 'r', verdict: 'fail' }))?.value, 0)
  assert.equal(readVerdict(called(verdict('fail')))?.value, 0)
})

test('what cannot be read is no verdict, and never a failed answer', () => {
  for (const output of ['', 'pass', '{"verdict": "pass"}', verdict('excellent'), `Well: ${verdict('pass')}`])
    assert.equal(readVerdict(answerOf(output)), null, output)
  assert.equal(readVerdict(answerOf('', { toolCalls: [{ name: 'other', arguments: {} }] })), null)
})

test('the schema asks for the reasons before the verdict', () => {
  assert.deepEqual(Object.keys(JUDGE_SCHEMA.properties), ['reasons', 'verdict'])
})
