import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { tableFromArrays, tableFromIPC, tableToIPC } from 'apache-arrow'
import fc from 'fast-check'
import { byCodePoint } from '../../../drift/code-point-order.ts'
import { NO_GAPS } from '../../../drift/gaps.ts'
import { EVERY_VALUE, type Summary } from '../../../drift/summary.ts'
import { readSummaries, writeSummaries } from '../../../queries/summaries/summary-file.ts'

async function inFolder<T>(work: (path: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  try {
    return await work(join(folder, 'a.arrow'))
  } finally {
    await rm(folder, { recursive: true })
  }
}

const latency: Summary = {
  type: 'numeric',
  feature: 'latency_ms',
  slice: 'all',
  grid: EVERY_VALUE,
  gaps: NO_GAPS,
  values: Float64Array.of(-1.5, -0, Number.MIN_VALUE, 0.1, Number.MAX_VALUE),
  counts: Float64Array.of(1, 2, 3, 4, 2 ** 52),
  missing: 5,
  infinite: 6,
}
const model: Summary = {
  type: 'categorical',
  feature: 'model',
  slice: 'tags.lang=de',
  categories: ['', 'a\0b', 'é', '文', '👩‍👩‍👧'],
  counts: Float64Array.of(1, 2, 3, 4, 5),
  missing: 0,
}
const empty: Summary = { ...latency, feature: 'cost', values: new Float64Array(), counts: new Float64Array() }

const gapped: Summary = {
  ...latency,
  grid: 'fixed 256 an octave',
  gaps: {
    lower: Float64Array.of(-2, 1),
    upper: Float64Array.of(-1.5, 2),
    counts: Float64Array.of(1, 2 ** 31),
    sums: BigInt64Array.of(0n, 2n ** 62n),
  },
  weights: {
    counts: [1n, 2n, 3n, 4n, 2n ** 62n],
    squares: [1n, 0n, 2n ** 100n + 1n, 3n, 4n],
    missing: { sum: 7n, squares: 49n },
    gapSquares: [25n, 36n],
    gapCounts: [5n, 6n],
    gapSums: [-1n, 2n ** 90n],
    infinite: 9n,
  },
}
const weighted: Summary = {
  ...model,
  slice: 'weighted',
  other: { bits: 3, count: 70, weight: { sum: 71n, squares: 72n } },
  weights: {
    counts: [1n, 2n, 3n, 4n, 5n],
    squares: [1n, 4n, 9n, 16n, 25n],
    missing: { sum: 0n, squares: 0n },
  },
}

test('what is written is read back exactly, by feature, slice and grid', async () => {
  await inFolder(async (path) => {
    await writeSummaries(path, [weighted, model, gapped, latency, empty], {})
    const read = await readSummaries(path)
    assert.deepEqual(read, [empty, latency, gapped, model, weighted])
    assert.ok(Object.is(read[1]?.type === 'numeric' ? read[1].values[1] : null, -0))
  })
})

test('no summaries at all are a file too', async () => {
  await inFolder(async (path) => {
    await writeSummaries(path, [], {})
    assert.deepEqual(await readSummaries(path), [])
  })
})

test('the same content gives the same bytes in any order', async () => {
  await inFolder(async (path) => {
    await writeSummaries(path, [model, latency, empty], { night: '2026-11-22', a: '1' })
    const first = await readFile(path)
    await writeSummaries(path, [latency, empty, model], { a: '1', night: '2026-11-22' })
    assert.deepEqual(await readFile(path), first)
  })
})

test('the schema names its version and the given entries', async () => {
  await inFolder(async (path) => {
    await writeSummaries(path, [latency], { night: '2026-11-22' })
    const { schema } = tableFromIPC(await readFile(path))
    assert.deepEqual(Object.fromEntries(schema.metadata), {
      night: '2026-11-22',
      'nightdrift.summary.version': '2',
    })
    assert.deepEqual(
      schema.fields.map(({ name, type }) => `${name}: ${type}`),
      [
        'feature: Dictionary<Int32, Utf8>',
        'slice: Dictionary<Int32, Utf8>',
        'type: Dictionary<Int32, Utf8>',
        'grid: Dictionary<Int32, Utf8>',
        'kind: Dictionary<Int32, Utf8>',
        'value: Float64',
        'upper: Float64',
        'category: Utf8',
        'count: Int64',
        'sum: Int64',
        'weight: Int64',
        'moment: Decimal[38e0]',
      ],
    )
  })
})

test('a file of another layout is refused by its version', async () => {
  await inFolder(async (path) => {
    const old = tableFromArrays({ feature: ['latency_ms'] })
    old.schema.metadata.set('nightdrift.summary.version', '1')
    await writeFile(path, tableToIPC(old, 'file'))
    await assert.rejects(readSummaries(path), {
      name: 'SummaryVersionError',
      message: /its layout has version 1; expected 2\. Summarise the night again/,
    })
  })
})

test('what would not read back is refused', async () => {
  await inFolder(async (path) => {
    const wrong = [
      { ...latency, values: Float64Array.of(0, 1, 2, 3, Number.NaN) },
      { ...latency, missing: 0.5 },
      { ...model, categories: ['a', 'b', 'c', 'd', '\ud800'] },
    ]
    for (const summary of wrong) await assert.rejects(writeSummaries(path, [summary], {}), RangeError)
  })
})

test('any categories and values survive the round trip', async () => {
  const categories = fc.uniqueArray(fc.string({ unit: 'binary' }), { maxLength: 20 })
  const numbers = fc.uniqueArray(fc.double({ noNaN: true, noDefaultInfinity: true }), { maxLength: 20 })
  await inFolder(async (path) => {
    const check = fc.asyncProperty(categories, numbers, async (names, values) => {
      const summaries: Summary[] = [
        { ...model, categories: names.sort(byCodePoint), counts: Float64Array.from(names, (_, i) => i) },
        { ...latency, values: Float64Array.from(values), counts: Float64Array.from(values, (_, i) => i) },
      ]
      await writeSummaries(path, summaries, {})
      assert.deepEqual(await readSummaries(path), [summaries[1], summaries[0]])
    })
    await fc.assert(check, { numRuns: 50, seed: 1 })
  })
})
