import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type ClusterShares, clusterShare } from '../../stats/cluster-share.ts'
import { seededRandom } from '../../stats/random.ts'
import { studentQuantile } from '../../stats/student-quantile.ts'

test('single observations give nearly Wilson’s interval', () => {
  // statsmodels.stats.proportion.proportion_confint(60, 80, method='wilson')
  const shares = Array.from({ length: 80 }, (_, i) => (i < 60 ? 1 : 0))
  const found = clusterShare({ shares, weights: shares.map(() => 1), observations: 80 }, 0.95)
  assert.equal(found.share, 0.75)
  assert.ok(found.effectiveSize > 77 && found.effectiveSize <= 80)
  assert.ok(Math.abs(found.lower - 0.6452) < 3e-3 && Math.abs(found.upper - 0.8321) < 3e-3)
})

test('no observations, one cluster, and shares of 0 and 1 are no error', () => {
  const none = clusterShare({ shares: [], weights: [], observations: 0 }, 0.95)
  assert.deepEqual([none.lower, none.upper], [0, 1])
  const one = clusterShare({ shares: [0.5], weights: [20], observations: 20 }, 0.95)
  assert.ok(one.lower < 0.25 && one.upper > 0.75, 'one user says next to nothing')
  const all = clusterShare({ shares: [1, 1, 1, 1], weights: [9, 1, 1, 1], observations: 12 }, 0.95)
  assert.ok(all.upper === 1 && all.lower < 0.6)
})

test('Student quantiles are SciPy’s', () => {
  // scipy.stats.t.ppf
  for (const [p, dof, expected] of [
    [0.975, 49, 2.009575],
    [0.995, 20, 2.84534],
    [0.975, 9, 2.262157],
    [0.9995, 49, 3.500443],
  ] as const)
    assert.ok(Math.abs(studentQuantile(p, dof) - expected) < 2e-3, `${studentQuantile(p, dof)}`)
})

/** A share of records in users whose own shares scatter around it, and whose records are few or many. */
function simulate(
  random: () => number,
  { share, users, habit }: { readonly share: number; readonly users: number; readonly habit: number },
) {
  const shares: number[] = []
  const weights: number[] = []
  for (let user = 0; user < users; user += 1) {
    const records = 1 + Math.floor(8 * random())
    const own = random() < habit ? Number(random() < share) : share
    let held = 0
    for (let i = 0; i < records; i += 1) held += Number(random() < own)
    shares.push(held / records)
    weights.push(records)
  }
  return { shares, weights, observations: weights.reduce((sum, size) => sum + size, 0) }
}

/** In how many of 2,000 nights a 95 % interval holds the share; the promise is 1,860 to 1,940. */
function held(share: number, draw: () => ClusterShares): number {
  const isHeld = () => {
    const { lower, upper } = clusterShare(draw(), 0.95)
    return lower <= share && share <= upper
  }
  return Array.from({ length: 2000 }, isHeld).filter((each) => each).length
}

for (const share of [0.1, 0.5, 0.9]) {
  test(`95 % intervals hold a share of ${share} in 93 to 97 % of 2,000 nights, whatever the habits of users`, () => {
    // None of the users, three in ten or two thirds send only what is always covered, or never.
    for (const habit of [0, 0.3, 2 / 3]) {
      const random = seededRandom(`nights ${share} ${habit}`)
      const nights = held(share, () => simulate(random, { share, users: 50, habit }))
      assert.ok(nights >= 1860 && nights <= 1940, `${nights} of 2,000 with habits of ${habit}`)
    }
    const random = seededRandom(`nights ${share}`)
    const single = held(share, () => {
      const shares = Array.from({ length: 200 }, () => Number(random() < share))
      return { shares, weights: shares.map(() => 1), observations: 200 }
    })
    assert.ok(single >= 1860 && single <= 1940, `${single} of 2,000, each for itself`)
  })
}
