import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { pythonWith } from '../../../bench/python-environment.ts'
import { FIXED_GRID } from '../../../drift/grid.ts'
import { ontoGrid } from '../../../drift/onto-grid.ts'
import type { Summary } from '../../../drift/summary.ts'
import { writeSummaries } from '../../../queries/summaries/summary-file.ts'
import { categoricalSummary, numericSummary } from '../../drift/make-summary.ts'

const SCRIPT = fileURLToPath(new URL('./read-summaries.py', import.meta.url))

/** A Python with both readers; without one the test is left out, or fails where everything must be there. */
async function pythonOrSkip(t: TestContext): Promise<string | null> {
  try {
    return await pythonWith(['pyarrow==26.0.1', 'polars==2.1.0'])
  } catch (error) {
    if (process.env.NIGHTDRIFT_STRICT === '1') throw error
    t.skip('left out: pyarrow and polars could not be installed on this machine')
    return null
  }
}

test('pyarrow and polars read every row of a summary file', async (t) => {
  const python = await pythonOrSkip(t)
  if (python === null) return
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-'))
  t.after(() => rm(folder, { recursive: true }))
  const exact = numericSummary([0.1, 0.1, 1000.25, 1000.5, -3, 7], { missing: 2 })
  const summaries: Summary[] = [
    exact,
    ontoGrid(exact, FIXED_GRID),
    {
      ...categoricalSummary(['de', 'de', '文'], { feature: 'language', missing: 1 }),
      weights: { counts: BigInt64Array.of(2n ** 21n, 2n ** 20n), missing: 0n, squares: 2n ** 99n },
    },
  ]
  const path = join(folder, 'part-1-of-1.arrow')
  await writeSummaries(path, summaries, { night: '2026-11-22' })
  const { stdout } = await promisify(execFile)(python, [SCRIPT, path])
  const read = JSON.parse(stdout)
  const sum = 0.1 + 0.1 + 1000.25 + 1000.5 - 3 + 7
  for (const reader of ['pyarrow', 'polars']) {
    const all = read[reader]
    for (const name of ['latency_ms every value', 'latency_ms fixed 256 an octave']) {
      assert.deepEqual([all[name].n, all[name].missing], [6, 2], `${reader}: ${name}`)
      assert.ok(Math.abs(all[name].sum - sum) < 1e-9, `${reader}: ${all[name].sum}`)
    }
    assert.deepEqual([all.language.n, all.language.missing], [3, 1])
  }
  assert.equal(read.version, '2')
  assert.deepEqual(read.moments, [String(2n ** 99n)])
})
