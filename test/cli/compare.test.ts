import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { compare } from '../../cli/compare.ts'
import { EXIT } from '../../cli/exit.ts'

const rows = (count: number, cells: (row: number) => string) =>
  Array.from({ length: count }, (_, row) => cells(row)).join('\n')
const MANY = `plan,seats\n${rows(100, (row) => `${row % 2 ? 'free' : 'paid'},${row / 7}`)}\n`
const MOVED = `plan,seats\n${rows(100, (row) => `${row % 2 ? 'free' : 'paid'},${50 + row / 7}`)}\n`
const ONE = 'plan,seats\nfree,1\n'

async function run(t: TestContext, reference: string, current: string) {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-compare-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const paths = { reference: join(folder, 'reference.csv'), current: join(folder, 'current.csv') }
  await writeFile(paths.reference, reference)
  await writeFile(paths.current, current)
  const lines: string[] = []
  const nothing = () => undefined
  const result = (line: string) => lines.push(line)
  const terminal = { json: false, live: false, result, document: nothing, progress: nothing, status: nothing }
  const codes = {
    never: await compare({ ...paths, type: [], cluster: 'auto', failOn: 'never' }, terminal),
    drift: await compare({ ...paths, type: [], cluster: 'auto', failOn: 'drift' }, terminal),
  }
  return { last: lines.at(-1), codes }
}

test('equal tables end with 0, drifted ones with 1 when asked to', async (t) => {
  assert.deepEqual(await run(t, MANY, MANY), {
    last: 'Nothing drifted.',
    codes: { never: EXIT.done, drift: EXIT.done },
  })
  assert.deepEqual(await run(t, MANY, MOVED), {
    last: 'Drifted: seats.',
    codes: { never: EXIT.done, drift: EXIT.found },
  })
})

test('too little data is told, and does not pass a gate', async (t) => {
  assert.deepEqual(await run(t, MANY, ONE), {
    last: 'No column could be compared. Too little data to say: plan, seats.',
    codes: { never: EXIT.done, drift: EXIT.incomplete },
  })
})
