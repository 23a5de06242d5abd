import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addExamples } from '../../activities/add-examples.ts'
import { publishResults } from '../../activities/results-in-lake.ts'
import type { CaseResult } from '../../suite/case-result.ts'
import { comparison, finding } from '../report/fixture-findings.ts'
import { testPorts } from './ports.ts'

const FOLDER = 'nights/2026-11-22/r1'

const answer = { output: 'O-17 of ada@example.org', model: 'm', finishReason: 'stop', latencyMs: 1 }

test('cases lose what is personal, and what the own patterns match, before they are shown', async (t) => {
  const ports = await testPorts(t, { config: { redact: { patterns: { order: 'O-[0-9]+' } } } })
  const result: CaseResult = {
    ...{ caseId: 'c O-18', epoch: 1, status: 'answered', error: null },
    ...{ answer: { ...answer, tokens: null, costUsd: null }, scores: { exact: { value: 0 } } },
  }
  const item = { id: 'c O-18', input: 'Where is O-17?', expected: 'O-17' }
  await publishResults(
    { results: [result], cases: [item], key: `${FOLDER}/results/batch.parquet` },
    ports.lake,
  )
  const regressed = finding({ comparison: comparison({ check: 'quality.exact', type: 'paired' }) })
  const source = {
    night: '2026-11-22',
    folder: FOLDER,
    lost: new Map([['exact', ['c O-18']]]),
    topics: new Map(),
  }
  const [shown] = await addExamples([regressed], source, ports)
  assert.deepEqual(shown?.examples, [
    {
      id: 'c [order]',
      input: 'Where is [order]?',
      output: '[order] of [email]',
      expected: '[order]',
      why: 'passed in the baseline, fails now',
    },
  ])
})
