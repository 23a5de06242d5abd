import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { studentSurvival } from '../../stats/student-t.ts'

/** scipy 1.17.1: `[t, dof, scipy.stats.t.sf(t, dof)]`. */
const REFERENCE = [
  [0, 1, 0.5],
  [1, 1, 0.25000000000000006],
  [2.228138852, 10, 0.024999999999418234],
  [-1.5, 3, 0.8847080673775886],
  [12, 6, 1.0153703097686596e-5],
  [50, 5, 3.0238788133006125e-8],
  [8, 27, 6.72779182670383e-9],
  [1000, 2.5, 2.274746394830745e-8],
  [40, 91, 7.723107719089569e-60],
  [0.01, 30, 0.49604374628658887],
] as const

test('tails of Student’s t agree with SciPy, the far ones in relative terms', () => {
  for (const [t, dof, expected] of REFERENCE) {
    const got = studentSurvival(t, dof)
    assert.ok(Math.abs(got / expected - 1) < 1e-10, `t ${t}, dof ${dof}: ${got}, not ${expected}`)
  }
  assert.equal(studentSurvival(Number.POSITIVE_INFINITY, 3), 0)
  assert.equal(studentSurvival(Number.NEGATIVE_INFINITY, 3), 1)
})

test('the two tails add up to one, and a larger t has a smaller tail', () => {
  fc.assert(
    fc.property(
      fc.double({ min: -50, max: 50, noNaN: true }),
      fc.double({ min: 0, max: 5, noNaN: true }),
      fc.integer({ min: 1, max: 400 }),
      (t, more, dof) => {
        assert.ok(Math.abs(studentSurvival(t, dof) + studentSurvival(-t, dof) - 1) < 1e-12)
        assert.ok(studentSurvival(t + more, dof) <= studentSurvival(t, dof) + 1e-12)
      },
    ),
  )
})
