import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anchorsOf } from '../../drift/anchors.ts'
import { compareNumeric } from '../../drift/compare-numeric.ts'
import { anchorGrid, FIXED_GRID } from '../../drift/grid.ts'
import { ontoGrid } from '../../drift/onto-grid.ts'
import type { NumericSummary } from '../../drift/summary.ts'
import { normalQuantile } from '../../stats/normal.ts'
import { seededRandom } from '../../stats/random.ts'
import { numericSummary } from './make-summary.ts'

const TRIALS = 250
/** 99.9 % of binomial counts of false alarms at 5 % are at most this. */
const MOST_FALSE_ALARMS = 25

type Draw = (random: () => number) => number
const normal: Draw = (random) => normalQuantile((random() * 4294967296 + 0.5) / 4294967296)
const latency: Draw = (random) => Math.exp(6 + normal(random))

/** Both sides as a night keeps them. */
const AS_KEPT: Readonly<Record<string, (a: NumericSummary, b: NumericSummary) => NumericSummary[]>> = {
  'over the anchors of the reference': (a, b) => [a, ontoGrid(b, anchorGrid(anchorsOf(a)))],
  'over the fixed grid': (a, b) => [ontoGrid(a, FIXED_GRID), ontoGrid(b, FIXED_GRID)],
}

for (const [how, keep] of Object.entries(AS_KEPT))
  for (const [n, m] of [
    [40, 500],
    [150, 900],
  ] as const) {
    const random = seededRandom(`${how} ${n}`)
    const side = (size: number, shift = 0) =>
      numericSummary(Array.from({ length: size }, () => latency(random) * Math.exp(shift)))
    const pValue = (trial: number, shift = 0) => {
      const [reference, current] = keep(side(n), side(m, shift))
      const options = { family: 'live-against-recent', check: 'latency_ms', seed: `${trial}` } as const
      return compareNumeric(reference!, current!, options).pValue!
    }
    test(`with nothing wrong, ${n} against ${m} values ${how} raise at most 5 % false alarms`, () => {
      let alarms = 0
      for (let trial = 0; trial < TRIALS; trial += 1) if (pValue(trial) <= 0.05) alarms += 1
      assert.ok(alarms <= MOST_FALSE_ALARMS, `${alarms} of ${TRIALS}`)
    })

    test(`a shift of most of a deviation is found among ${n} against ${m} values ${how}`, () => {
      let found = 0
      for (let trial = 0; trial < 40; trial += 1) if (pValue(trial, 0.8) <= 0.05) found += 1
      assert.ok(found >= 36, `${found} of 40`)
    })
  }
