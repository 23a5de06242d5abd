import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { flakyCases } from '../../suite/epochs/flaky-cases.ts'
import type { PassRow } from '../../suite/pass-table.ts'
import { sliceRows, slicesOf } from '../../suite/slices.ts'
import { SuiteTally } from '../../suite/suite-tally.ts'
import { summariseRun } from '../../suite/summarise-run.ts'

const caseSpec = fc.record({
  tags: fc.record({ intent: fc.constantFrom('a', 'b', 'c'), many: fc.nat(30), level: fc.nat(1) }),
  group: fc.option(fc.constantFrom('g', 'h')),
  epochs: fc.array(
    fc.record({
      status: fc.constantFrom<PassRow['status']>('answered', 'answered', 'errored', 'skipped'),
      value: fc.option(fc.constantFrom(0, 0.25, 1)),
    }),
    { minLength: 2, maxLength: 2 },
  ),
})

test('a run that is added up case by case comes to what all its rows at once come to', () => {
  fc.assert(
    fc.property(
      fc.array(caseSpec, { maxLength: 60 }),
      fc.constantFrom('mean', 'pass^2'),
      (specs, reducer) => {
        const tally = new SuiteTally(reducer)
        const cases = specs.map(({ epochs, ...same }, at) =>
          epochs.map(({ status, value }, epoch): PassRow => {
            const scores = status === 'answered' ? { s: value, t: 1 } : {}
            return { ...same, caseId: `c${at}`, inputDigest: 'd', epoch: epoch + 1, status, scores }
          }),
        )
        for (const epochs of cases) tally.add(epochs)
        const rows = cases.flat()
        const names = [...new Set(rows.flatMap(({ scores }) => Object.keys(scores)))]
        assert.deepEqual(tally.all.summary(), summariseRun(rows, names, reducer))
        assert.deepEqual(
          tally.slices(),
          slicesOf(rows).map((slice) => ({
            name: slice.name,
            scorers: summariseRun(sliceRows(rows, slice), names, reducer).scorers,
          })),
        )
        assert.deepEqual(tally.flaky(20), flakyCases(rows, names).slice(0, 20))
      },
    ),
  )
})
