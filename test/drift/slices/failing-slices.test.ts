import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CandidateSlice, failingSlices } from '../../../drift/slices/failing-slices.ts'
import { seededRandom } from '../../../stats/random.ts'

const RECORDS = 2000
const CANDIDATES = 200
const ALPHA = 0.03

interface Night {
  readonly slices: readonly CandidateSlice[]
  readonly whole: { readonly requests: number; readonly failed: number }
  /** Which requests are in each slice. */
  readonly members: readonly Uint8Array[]
}

/** A night whose first slice is 5 % of it and fails with this probability; the rest fails in one of ten requests. */
function night(inside: number, random: () => number): Night {
  const shares = Array.from({ length: CANDIDATES }, (_, i) => (i === 0 ? 0.05 : 0.01 + 0.3 * random()))
  const members = shares.map((share) =>
    Uint8Array.from({ length: RECORDS }, () => (random() < share ? 1 : 0)),
  )
  const failed = Uint8Array.from({ length: RECORDS }, (_, row) =>
    random() < (members[0]![row] === 1 ? inside : 0.1) ? 1 : 0,
  )
  const slices = members.map((rows, i) => ({ slice: `s${i}`, ...countOf(rows, failed) }))
  return { slices, members, whole: { requests: RECORDS, failed: failed.reduce((a, b) => a + b, 0) } }
}

function countOf(rows: Uint8Array, failed: Uint8Array) {
  let [requests, both] = [0, 0]
  for (let row = 0; row < rows.length; row += 1) {
    requests += rows[row]!
    both += rows[row]! & failed[row]!
  }
  return { requests, failed: both }
}

test('a slice of a twentieth that fails three times as often is named first among 200 candidates', () => {
  const random = seededRandom('failing slice')
  let named = 0
  for (let run = 0; run < 60; run += 1) {
    const { slices, whole } = night(0.3, random)
    if (failingSlices(slices, whole, { alpha: ALPHA })[0]?.slice === 's0') named += 1
  }
  // In 372 of 400 runs; 99.9 % of samples of 60 have at least 49.
  assert.ok(named >= 49, `named in ${named} of 60 runs`)
})

test('with nothing wrong hardly any night names a slice', () => {
  const random = seededRandom('no failing slice')
  let alarms = 0
  for (let run = 0; run < 60; run += 1) {
    const { slices, whole } = night(0.1, random)
    if (failingSlices(slices, whole, { alpha: ALPHA, minimumDifference: 0 }).length > 0) alarms += 1
  }
  // 99.9 % of samples of 60 at 3 % have at most 7.
  assert.ok(alarms <= 7, `${alarms} of 60 nights`)
})

test('what fails a little more is not named, however sure it is, and neither is everything', () => {
  const whole = { requests: 1_000_000, failed: 105_000 }
  const slice = { slice: 'a', requests: 500_000, failed: 60_000 }
  assert.deepEqual(failingSlices([slice], whole, { alpha: ALPHA }), [])
  assert.deepEqual(failingSlices([{ slice: 'all', ...whole }], whole, { alpha: ALPHA }), [])
  assert.deepEqual(failingSlices([], whole, { alpha: ALPHA }), [])
})

test('a named slice has its shares, and an interval of their difference', () => {
  const [found] = failingSlices(
    [{ slice: 'a', requests: 100, failed: 30 }],
    { requests: 2000, failed: 220 },
    {
      alpha: 0.05,
    },
  )
  assert.equal(found?.inside, 0.3)
  assert.equal(found?.outside, 0.1)
  // Newcombe 1998, method 10, of 30 of 100 and 190 of 1900, computed apart.
  assert.ok(Math.abs((found?.difference.lower ?? 0) - 0.1177) < 5e-4)
  assert.ok(Math.abs((found?.difference.upper ?? 0) - 0.2967) < 5e-4)
})
