import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type ComparedColumn, compareTables } from '../../activities/compare-tables.ts'
import {
  assertPValue,
  assertStatistic,
  type ReferenceEntry,
  referenceEntries,
  referenceValues,
} from '../stats/reference-entries.ts'
import { compareFiles } from './table-files.ts'

/** `small/basic/ks_2samp` is of the inputs `small/basic`. */
const groupOf = ({ name }: ReferenceEntry) => name.slice(0, name.lastIndexOf('/'))

/** Feeds the inputs of every such entry to `compare`, a column each, and gives each entry with its column. */
async function comparedEntries(
  t: TestContext,
  methods: readonly string[],
  {
    inputs,
    type,
  }: {
    readonly inputs: (
      entry: ReferenceEntry,
    ) => readonly [readonly (string | number)[], readonly (string | number)[]]
    readonly type: 'numeric' | 'categorical'
  },
): Promise<(readonly [ReferenceEntry, ComparedColumn, string])[]> {
  const entries = methods.flatMap((method) =>
    referenceEntries(t, method).map((entry) => [entry, method] as const),
  )
  if (entries.length === 0) return []
  const sides = [...new Map(entries.map(([entry]) => [groupOf(entry), inputs(entry)]))]
  // Small ones share a pair of files; beside a long column they would be padded to its length.
  const isLong = ([, both]: (typeof sides)[number]) => Math.max(...both.map(({ length }) => length)) > 2_000
  const batches = [sides.filter((side) => !isLong(side)), ...sides.filter(isLong).map((side) => [side])]
  const byName = new Map<string, ComparedColumn>()
  for (const batch of batches) {
    const side = (at: 0 | 1) => Object.fromEntries(batch.map(([name, both]) => [name, both[at]]))
    const types = Object.fromEntries(batch.map(([name]) => [name, type]))
    const { columns } = await compareFiles(t, { reference: side(0), current: side(1), types })
    for (const column of columns) byName.set(column.name, column)
  }
  return entries.map(([entry, method]) => [entry, byName.get(groupOf(entry))!, method] as const)
}

type Check = (metrics: ComparedColumn['metrics'], expected: ReferenceEntry['expected'], name: string) => void

const NUMERIC: Readonly<Record<string, Check>> = {
  ks_2samp(metrics, expected, name) {
    assertStatistic(metrics.ks!, expected.statistic, name)
    assertPValue(metrics.ksPValue!, expected.p_kolmogorov_limit, name)
  },
  wasserstein(metrics, expected, name) {
    assertStatistic(metrics.wasserstein1!, expected.w1, name)
    // Below 0.001 the table floors the deviation; where it is 0, ours is null.
    const ratio = Number(expected.w1_over_std_ddof0)
    if (metrics.wassersteinNormalized !== null && ratio < 1000 * Number(expected.w1))
      assertStatistic(metrics.wassersteinNormalized!, ratio, name)
  },
  cramervonmises_2samp(metrics, expected, name) {
    const { statistic } = expected.asymptotic as { readonly statistic: unknown }
    if (statistic === 'NaN') return assert.equal(metrics.cramerVonMises, null, name)
    assertStatistic(metrics.cramerVonMises!, statistic, name)
    assertPValue(metrics.cramerVonMisesPValue!, expected.p_limit_high_precision, name)
  },
  mannwhitneyu(metrics, expected, name) {
    assertPValue(metrics.mannWhitneyPValue!, expected.p_asymptotic_continuity, name)
    assertStatistic(metrics.cliffsDelta!, expected.cliffs_delta, name)
  },
  psi_quantile10(metrics, expected, name) {
    if (expected.edge_fragile === true) return
    assertStatistic(metrics.psi!, expected.psi_floor_1e_4, name)
    assertStatistic(metrics.jensenShannonDistance!, expected.js_distance_base2_same_bins, name)
    assertHellinger(metrics.hellinger!, expected.hellinger_same_bins, name)
    assertStatistic(metrics.totalVariation!, expected.tv_same_bins, name)
  },
}

const CATEGORICAL: Readonly<Record<string, Check>> = {
  divergences(metrics, expected, name) {
    assertStatistic(metrics.psi!, expected.psi_floor_1e_4, name)
    assertStatistic(metrics.jensenShannonDistance!, expected.js_distance_base2, name)
    assertHellinger(metrics.hellinger!, expected.hellinger, name)
    assertStatistic(metrics.totalVariation!, expected.tv, name)
  },
  contingency(metrics, expected, name) {
    const pearson = expected.pearson as Readonly<Record<string, number>>
    assertStatistic(metrics.chiSquare!, pearson.statistic, name)
    assert.equal(metrics.chiSquareDof, pearson.dof, name)
    assertPValue(metrics.chiSquarePValue!, pearson.p, name)
    assertStatistic(metrics.cramersV!, expected.cramers_v, name)
  },
}

test('every number of the reference table about samples comes out of compare itself, from files', async (t) => {
  const inputs = ({ inputs: { ref, cur } }: ReferenceEntry) =>
    [referenceValues(ref), referenceValues(cur)] as const
  const found = await comparedEntries(t, Object.keys(NUMERIC), { inputs, type: 'numeric' })
  for (const [{ name, expected }, column, method] of found) NUMERIC[method]!(column.metrics, expected, name)
  assert.ok(found.length === 0 || found.length >= 140, `${found.length}`)
})

test('every number of the reference table about categories comes out of compare itself, from files', async (t) => {
  const rows = (counts: unknown) =>
    (counts as number[]).flatMap((count, category) => new Array<string>(count).fill(`c${category}`))
  const inputs = ({ inputs: { ref_counts, cur_counts } }: ReferenceEntry) =>
    [rows(ref_counts), rows(cur_counts)] as const
  const found = await comparedEntries(t, Object.keys(CATEGORICAL), { inputs, type: 'categorical' })
  for (const [{ name, expected }, column, method] of found)
    CATEGORICAL[method]!(column.metrics, expected, name)
  assert.ok(found.length === 0 || found.length >= 30, `${found.length}`)
})

test('the two halves of one hour of Azure’s traffic differ a little: an effect, and no alarm', async (t) => {
  const conv = new URL('../../../shared/data/azure/conv.csv', import.meta.url)
  if (!existsSync(conv)) {
    assert.notEqual(process.env.NIGHTDRIFT_STRICT, '1', 'the Azure traces are missing')
    return t.skip('left out: the Azure traces are not beside the repository')
  }
  const [head = '', ...rows] = readFileSync(conv, 'utf8').trimEnd().split('\n')
  const half = Math.floor(rows.length / 2)
  const table = (some: readonly string[]) => [head, ...some].join('\n')
  const { columns, drifted } = await compareFiles(t, {
    reference: table(rows.slice(0, half)),
    current: table(rows.slice(half)),
  })
  const of = (name: string) => columns.find((column) => column.name === name)
  const rounded = ['ContextTokens', 'GeneratedTokens'].map((name) => {
    const { ks, cliffsDelta } = of(name)?.metrics ?? {}
    return [ks?.toFixed(3), Math.abs(cliffsDelta ?? 0).toFixed(3), of(name)?.verdict]
  })
  assert.deepEqual(rounded, [
    ['0.083', '0.075', 'same'],
    ['0.082', '0.025', 'same'],
  ])
  assert.deepEqual(drifted, [])
})

test('Azure’s traces have their reference values straight from the files', async (t) => {
  const [conv, code] = ['conv', 'code'].map(
    (name) => new URL(`../../../shared/data/azure/${name}.csv`, import.meta.url),
  )
  if (!existsSync(conv!)) {
    assert.notEqual(process.env.NIGHTDRIFT_STRICT, '1', 'the Azure traces are missing')
    return t.skip('left out: the Azure traces are not beside the repository')
  }
  const paths = { reference: fileURLToPath(conv!), current: fileURLToPath(code!) }
  const { document } = await compareTables({ ...paths, types: {} })
  for (const method of Object.keys(NUMERIC))
    for (const entry of referenceEntries(t, method)) {
      const [, column] = /^real\/azure_conv_vs_code\/([^/]+)/.exec(entry.name) ?? []
      const found = document.columns.find(({ name }) => name === column)
      if (found !== undefined) NUMERIC[method]!(found.metrics, entry.expected, entry.name)
    }
  assert.deepEqual(document.drifted, ['ContextTokens', 'GeneratedTokens'])
})

/** The table takes 1 − Σ √(r·c), which leaves 1e-16 of rounding in the square; that shows where distances are tiny. */
function assertHellinger(actual: number, expected: unknown, what: string): void {
  if (Math.abs(actual ** 2 - Number(expected) ** 2) > 2.3e-16) assertStatistic(actual, expected, what)
}
