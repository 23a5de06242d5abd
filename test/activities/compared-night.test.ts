import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCompared, readComparedNight } from '../../activities/compared-night.ts'
import { comparison, drifted, regression } from '../drift/make-comparison.ts'
import { comparedNight } from './past-nights.ts'
import { testPorts } from './ports.ts'

const FOLDER = 'nights/2026-11-22/r1'

test('a night that was not compared has nothing, and is not taken for compared', async (t) => {
  const { lake } = await testPorts(t)
  assert.equal(await isCompared(lake, FOLDER), null)
  assert.deepEqual(await readComparedNight(lake, FOLDER), {
    comparisons: [],
    findings: [],
    muted: [],
    earlier: [],
    missing: [],
    facts: [],
    coverage: null,
    baseline: null,
    recentNights: [],
  })
})

test('comparisons and findings are read as they were written, in their order', async (t) => {
  const { lake } = await testPorts(t)
  const small = { ...comparison({ pValue: 5e-324, effect: null, distribution: null }), adjustedPValue: null }
  const unjudged = {
    ...small,
    alpha: 0.01,
    verdict: 'insufficient-data',
    direction: null,
    rule: '“x” — y',
  } as const
  const strange = drifted({ check: `tags.'";\n\u0000`, slice: '退款 🚲', notes: ['a\nb'] })
  const comparisons = [regression(), unjudged, strange, drifted({ check: 'b' })]
  await comparedNight(lake, FOLDER, { comparisons })
  const read = await readComparedNight(lake, FOLDER)
  assert.deepEqual(read.comparisons, comparisons)
  assert.deepEqual(
    read.findings.map((finding) => finding.comparison.check),
    ['quality.contains', 'b', strange.check],
  )
  assert.deepEqual((await isCompared(lake, FOLDER))?.findings, read.findings)
})

test('a night whose comparison broke off before its findings is not compared', async (t) => {
  const { lake } = await testPorts(t)
  const broken = { ...lake, publish: () => Promise.reject(new Error('the disk is full')) }
  await assert.rejects(comparedNight(broken, FOLDER, { comparisons: [drifted()] }), /the disk is full/)
  assert.equal(await isCompared(lake, FOLDER), null)
  assert.deepEqual((await readComparedNight(lake, FOLDER)).comparisons, [])
})

test('a night without any comparison is compared all the same', async (t) => {
  const { lake } = await testPorts(t)
  await comparedNight(lake, FOLDER, { comparisons: [] })
  assert.deepEqual((await isCompared(lake, FOLDER))?.findings, [])
  assert.deepEqual((await readComparedNight(lake, FOLDER)).comparisons, [])
})
