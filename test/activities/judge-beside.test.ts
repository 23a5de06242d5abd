import assert from 'node:assert/strict'
import { test } from 'node:test'
import { judgeBeside } from '../../activities/judge-beside.ts'
import { judgeCoverage } from '../../drift/coverage/judge-coverage.ts'
import { seededRandom } from '../../stats/random.ts'

/** Texts of terms in two topics, of which the cases have one. */
function work(cases: number, requests: number, terms: number) {
  const random = seededRandom('beside')
  const size = cases + requests
  const columns = Uint32Array.from({ length: size * terms }, (_, i) => {
    const row = Math.floor(i / terms)
    const from = row >= cases && row % 3 === 0 ? 2000 : 0
    return from + 5 * (i % terms) + Math.floor(5 * random())
  })
  const rows = {
    starts: Uint32Array.from({ length: size + 1 }, (_, row) => terms * row),
    columns,
    values: new Float32Array(columns.length).fill(1),
    width: 4000,
  }
  const texts = {
    kind: 'terms' as const,
    rows,
    cases,
    units: Uint32Array.from({ length: requests }, (_, i) => i),
    weights: new Float64Array(requests).fill(1),
  }
  return { texts, failed: new Float64Array(requests), seed: 'night' }
}

test('many texts are judged in another thread, with the very same result', async () => {
  const expected = judgeCoverage(work(500, 700, 340))
  const moved = work(500, 700, 340)
  assert.deepEqual(await judgeBeside(moved), expected)
  assert.equal(moved.texts.rows.values.length, 0, 'the texts have moved')
  assert.ok(expected.clusters.length > 0)
})

test('few texts are judged here', async () => {
  const few = work(60, 80, 20)
  assert.deepEqual(await judgeBeside(few), judgeCoverage(work(60, 80, 20)))
  assert.equal(few.texts.rows.values.length, 140 * 20)
})

test('a thread that fails is an error', async () => {
  const broken = work(500, 700, 340)
  await assert.rejects(judgeBeside({ ...broken, failed: null as unknown as Float64Array }))
})
