import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clusterShare } from '../../stats/cluster-share.ts'
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
  { share, users }: { readonly share: number; readonly users: number },
) {
  const shares: number[] = []
  const weights: number[] = []
  for (let user = 0; user < users; user += 1) {
    const records = 1 + Math.floor(8 * random())
    // Nearly a third of the users send what is always covered, or never.
    const own = random() < 0.3 ? Number(random() < share) : share
    let held = 0
    for (let i = 0; i < records; i += 1) held += Number(random() < own)
    shares.push(held / records)
    weights.push(records)
  }
  return { shares, weights, observations: weights.reduce((sum, size) => sum + size, 0) }
}

for (const share of [0.1, 0.5, 0.9]) {
  test(`95 % intervals hold a share of ${share} in 93 to 97 % of 2,000 nights, clustered or not`, () => {
    const random = seededRandom(`nights ${share}`)
    let [clustered, single] = [0, 0]
    for (let night = 0; night < 2000; night += 1) {
      const users = clusterShare(simulate(random, { share, users: 50 }), 0.95)
      if (users.lower <= share && share <= users.upper) clustered += 1
      const held = Array.from({ length: 200 }, () => Number(random() < share))
      const records = clusterShare({ shares: held, weights: held.map(() => 1), observations: 200 }, 0.95)
      if (records.lower <= share && share <= records.upper) single += 1
    }
    for (const covered of [clustered, single])
      assert.ok(covered >= 1860 && covered <= 1940, `${clustered} and ${single} of 2,000`)
  })
}
