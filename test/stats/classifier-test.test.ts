import assert from 'node:assert/strict'
import { test } from 'node:test'
import { classifierTest } from '../../stats/classifier-test.ts'
import { seededRandom } from '../../stats/random.ts'

/** Observations of units, each with the marks that `marksOf` gives its side. */
function sidesOf(
  { reference, current, each = 1 }: { reference: number; current: number; each?: number },
  marksOf: (isCurrent: boolean) => readonly number[],
) {
  const marked: number[][] = []
  const units: number[] = []
  for (let unit = 0; unit < reference + current; unit += 1)
    for (let own = 0; own < each; own += 1) {
      for (const mark of marksOf(unit < current)) {
        marked[mark] ??= []
        marked[mark].push(units.length)
      }
      units.push(unit)
    }
  return {
    marked: Array.from(marked, (rows = []) => Int32Array.from(rows)),
    units: Int32Array.from(units),
    isCurrent: Uint8Array.from({ length: reference + current }, (_, unit) => (unit < current ? 1 : 0)),
  }
}

test('a mark that only one side has tells the sides apart', () => {
  const sides = sidesOf({ reference: 12, current: 8 }, (isCurrent) => (isCurrent ? [0, 1] : [0]))
  const { auc, pValue } = classifierTest(sides, seededRandom('apart'))
  assert.equal(auc, 1)
  assert.ok(pValue! < 0.01, `${pValue}`)
})

test('marks that all have tell nothing', () => {
  const { auc, pValue } = classifierTest(
    sidesOf({ reference: 30, current: 20 }, () => [0, 1]),
    seededRandom('alike'),
  )
  assert.equal(auc, 0.5)
  assert.equal(pValue, 0.5)
})

test('without marks, or with fewer than four units a side, nothing is said', () => {
  const none = { auc: null, pValue: null }
  assert.deepEqual(
    classifierTest(
      sidesOf({ reference: 9, current: 9 }, () => []),
      seededRandom('none'),
    ),
    none,
  )
  assert.deepEqual(
    classifierTest(
      sidesOf({ reference: 9, current: 3 }, () => [0]),
      seededRandom('few'),
    ),
    none,
  )
})

test('the same seed gives the same halves', () => {
  const random = seededRandom('marks')
  const sides = sidesOf({ reference: 40, current: 40 }, () => [Math.floor(9 * random())])
  assert.deepEqual(classifierTest(sides, seededRandom('a')), classifierTest(sides, seededRandom('a')))
})

test('with nothing wrong, users who repeat themselves alarm at most as often as the level says', () => {
  const random = seededRandom('quiet')
  let alarms = 0
  for (let trial = 0; trial < 400; trial += 1) {
    let last: number[] = []
    let place = 0
    // Three observations of a user share most of their marks.
    const sides = sidesOf({ reference: 60, current: 25, each: 3 }, () => {
      if (place++ % 3 === 0) last = Array.from({ length: 6 }, () => Math.floor(80 * random() ** 2))
      return [...new Set([...last, Math.floor(80 * random())])]
    })
    if (classifierTest(sides, random).pValue! <= 0.05) alarms += 1
  }
  assert.ok(alarms <= 35, `${alarms} of 400`)
})

test('a fifth of new observations is seen', () => {
  const random = seededRandom('fifth')
  const common = () => Array.from({ length: 5 }, () => Math.floor(100 * random()))
  const sides = sidesOf({ reference: 800, current: 600 }, (isCurrent) => {
    const isNew = isCurrent && random() < 0.2
    return [...new Set([...common(), ...(isNew ? [100, 101 + Math.floor(3 * random())] : [])])]
  })
  const { auc, pValue } = classifierTest(sides, random)
  assert.ok(auc! > 0.55 && pValue! < 0.01, `${auc} ${pValue}`)
})
