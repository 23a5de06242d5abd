import assert from 'node:assert/strict'
import { test } from 'node:test'
import { coveredShare, measureCoverage } from '../../../drift/coverage/measure-coverage.ts'
import type { CoverageTexts } from '../../../drift/coverage/texts.ts'
import { seededRandom } from '../../../stats/random.ts'

const DIMENSIONS = 64

/** Vectors as a model gives them: each near the direction of its subject, which are far apart. */
function vectors(subjects: readonly number[], random: () => number): number[][] {
  return subjects.map((subject) =>
    Array.from({ length: DIMENSIONS }, (_, i) => (i === 3 * subject ? 2 : 0) + (random() - 0.5)),
  )
}

/** Cases of subjects 0 to 9; requests of them, and a share of `strange` ones about subject 15. */
function dense(strange: number, seed: string): CoverageTexts {
  const random = seededRandom(seed)
  const known = (count: number) => Array.from({ length: count }, () => Math.floor(10 * random()))
  const [cases, requests] = [120, 200]
  const own = [...known(requests * (1 - strange)), ...Array<number>(requests * strange).fill(15)]
  const rows = [...vectors(known(cases), random), ...vectors(own, random)]
  return {
    kind: 'dense',
    rows: {
      starts: Uint32Array.from({ length: rows.length + 1 }, (_, row) => DIMENSIONS * row),
      columns: Uint32Array.from({ length: DIMENSIONS * rows.length }, (_, i) => i % DIMENSIONS),
      values: Float32Array.from(rows.flat()),
      width: DIMENSIONS,
    },
    cases,
    units: Uint32Array.from(own.keys()),
    weights: new Float64Array(requests).fill(1),
  }
}

const share = (texts: CoverageTexts) => coveredShare(measureCoverage(texts, 'dense'), 0.95).share

test('vectors of a model: unchanged traffic is covered, a new fifth is not, and nothing of another subject', () => {
  const same = share(dense(0, 'same'))
  assert.ok(same >= 0.95, `${same}`)
  const fifth = measureCoverage(dense(0.2, 'fifth'), 'dense')
  assert.ok(Math.abs(coveredShare(fifth, 0.95).share - 0.8) < 0.04, `${coveredShare(fifth, 0.95).share}`)
  const strange = fifth.uncovered.subarray(160)
  assert.ok(
    strange.every((uncovered) => uncovered > 0.5),
    'the strange ones are those that are uncovered',
  )
  assert.ok(fifth.test.pValue < 0.001)
  assert.ok(share(dense(1, 'all')) < 0.05)
})

test('how long vectors are does not matter', () => {
  const texts = dense(0.2, 'fifth')
  const { starts, values } = texts.rows
  const scaled = values.map((value, i) => value * (1 + (Math.floor(i / DIMENSIONS) % 7)))
  assert.equal(starts.length, 321)
  assert.ok(Math.abs(share({ ...texts, rows: { ...texts.rows, values: scaled } }) - share(texts)) < 0.01)
})
