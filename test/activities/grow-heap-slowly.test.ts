import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { test } from 'node:test'
import { promisify } from 'node:util'

const MODULE = new URL('../../activities/grow-heap-slowly.ts', import.meta.url).href

/** In a process of its own, because it stays so. Prints how many MB the heap has after work that makes 200 MB of garbage. */
const SCRIPT = `
  import { growHeapSlowly } from ${JSON.stringify(MODULE)}
  const kept = []
  const work = () => {
    for (let i = 0; i < 1_000_000; i += 1) kept[i % 20_000] = { id: 'case-' + i, tags: { intent: [i] } }
  }
  work()
  growHeapSlowly(Number(process.argv[1]))
  work()
  console.log(process.memoryUsage().heapTotal / 2 ** 20)`

test('for very many cases the heap stays near what is held', async () => {
  const heapWith = async (cases: number) => {
    const args = ['--input-type=module', '--eval', SCRIPT, String(cases)]
    return Number((await promisify(execFile)(process.execPath, args)).stdout)
  }
  const few = await heapWith(99_999)
  const many = await heapWith(100_000)
  assert.ok(2 * many < few, `${many.toFixed(0)} MB, and ${few.toFixed(0)} MB with fewer cases`)
})
