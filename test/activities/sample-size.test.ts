import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { drawnOfFile, logTreatment, treatmentKey } from '../../activities/log-treatment.ts'
import { nightSampleKey } from '../../activities/samples-in-lake.ts'
import { withScratch } from '../../activities/scratch.ts'
import { loadNight, nightInput } from '../../bench/drift/night.ts'
import { readVectors } from '../../queries/features/read-vectors.ts'
import { openedNight } from './past-nights.ts'
import { testPorts } from './ports.ts'

const NIGHT = '2026-11-22'
const TRAFFIC = [{ kind: 'jsonl', glob: 'logs/*' }]

async function portsWith(t: TestContext, sample?: number) {
  return testPorts(t, { config: { traffic: TRAFFIC, ...(sample !== undefined && { sample }) } })
}

test('a night keeps as many requests as the config says', async (t) => {
  const ports = await portsWith(t, 60)
  await mkdir(join(ports.folder, 'logs'))
  const line = (i: number) =>
    JSON.stringify({
      id: `r${i}`,
      timestamp: `${NIGHT}T12:00:00Z`,
      input: `question number ${i}`,
      output: 'x',
      model: 'm',
      latency_ms: i,
    })
  await writeFile(
    join(ports.folder, 'logs/a.jsonl'),
    Array.from({ length: 100 }, (_, i) => line(i)).join('\n'),
  )
  await openedNight(ports.lake, { night: NIGHT })
  await loadNight(nightInput(NIGHT), ports)
  const path = await ports.lake.localPath(nightSampleKey(nightInput(NIGHT).folder))
  const { embedders } = await withScratch(ports.lake, ({ db }) => readVectors(db, path))
  assert.equal(embedders.length, 60)
})

test('log files are read anew only for a sample that those of before could not hold', async (t) => {
  const [plain, small, large] = [await portsWith(t), await portsWith(t, 500), await portsWith(t, 5000)]
  const key = ({ project }: typeof plain) => treatmentKey(logTreatment(project, 0), project)
  assert.deepEqual(
    [plain, small, large].map(({ project }) => drawnOfFile(project)),
    [2000, 2000, 5000],
  )
  assert.equal(key(plain), key(small))
  assert.notEqual(key(plain), key(large))
})
