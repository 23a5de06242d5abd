import assert from 'node:assert/strict'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { closeTraffic } from '../../activities/close-traffic.ts'
import { compareNight } from '../../activities/compare-night.ts'
import { readComparedNight } from '../../activities/compared-night.ts'
import { loadTrafficFile } from '../../activities/load-traffic-file.ts'
import { nightBefore } from '../../activities/night-keys.ts'
import { planTraffic } from '../../activities/plan-traffic.ts'
import type { Ports } from '../../activities/ports.ts'
import { summarisePartition } from '../../activities/summarise-partition.ts'
import { TOPICS } from '../../drift/topics/compare-topics.ts'
import { generateLogs } from '../../examples/bike-share/generate-logs.ts'
import { openedNight } from './past-nights.ts'
import { ATTEMPT, testPorts } from './ports.ts'

const LAST = '2026-11-22'
const NIGHTS = Array.from({ length: 8 }, (_, back) => nightBefore(LAST, 7 - back))
const EXAMPLE = new URL('../../examples/bike-share/', import.meta.url)

/**
 * Nights of the demo, each with few requests; `change` is made to every logged request. Seven that are all as the first
 * one, because loading each takes a second, and the last, on which the new topic begins.
 */
async function demoNights(t: TestContext, change: (request: Record<string, unknown>) => void) {
  const config = { traffic: [{ kind: 'jsonl', glob: 'logs/*' }], schedule: { timezone: 'Europe/Berlin' } }
  const ports = await testPorts(t, { config })
  const logs = join(ports.folder, 'logs')
  await generateLogs({
    folder: logs,
    nights: [NIGHTS[0]!, LAST],
    timezone: 'Europe/Berlin',
    requestsPerNight: 150,
  })
  // One log of all nights is opened once, which is what loading takes time for.
  const all: string[] = []
  for (const name of await readdir(logs)) {
    const lines = gunzipSync(await readFile(join(logs, name))).toString()
    all.push(...lines.split('\n').map((line) => changed(line, change)))
    await rm(join(logs, name))
  }
  await writeFile(join(logs, 'all.jsonl'), all.join('\n'))
  await mkdir(join(ports.folder, 'cases'))
  await cp(new URL('cases.jsonl', EXAMPLE), join(ports.folder, 'cases/all.jsonl'))
  const [first, ...others] = NIGHTS.slice(0, -1)
  await loadNight(first!, ports)
  for (const night of others) await copyNight(first!, night, ports)
  await loadNight(LAST, ports)
  return ports
}

/** Broken lines stay as they are. */
function changed(line: string, change: (request: Record<string, unknown>) => void): string {
  try {
    const request = JSON.parse(line)
    change(request)
    return JSON.stringify(request)
  } catch {
    return line
  }
}

async function loadNight(night: string, ports: Ports): Promise<void> {
  const folder = await openedNight(ports.lake, { night })
  const input = { night, folder, configDigest: ports.project.configDigest }
  const { files } = await planTraffic(input, ports)
  for (let index = 0; index < files; index += 1) await loadTrafficFile({ ...input, index }, ports, ATTEMPT)
  const { partitions } = await closeTraffic(input, ports)
  for (let index = 0; index < partitions; index += 1)
    await summarisePartition({ ...input, index, partitions }, ports)
}

async function copyNight(
  from: string,
  to: string,
  { lake, folder: home }: Ports & { readonly folder: string },
): Promise<void> {
  await openedNight(lake, { night: to })
  const folder = (night: string) => join(home, 'lake/nights', night)
  await cp(folder(from), folder(to), { recursive: true, force: false })
}

async function comparedLast(ports: Ports) {
  const folder = `nights/${LAST}/r1`
  const input = { night: LAST, folder, configDigest: ports.project.configDigest, suite: false, traffic: true }
  await compareNight(input, ports, ATTEMPT)
  return readComparedNight(ports.lake, folder)
}

test('the demo’s new topic is found and named without its intent tag, once', async (t) => {
  const ports = await demoNights(t, (request) => {
    delete request.tags
  })
  const { findings, comparisons } = await comparedLast(ports)
  const topics = findings.filter(({ comparison }) => comparison.check === TOPICS)
  assert.equal(topics.length, 1)
  const [{ title, direction, examples, comparison, where } = topics[0]!] = topics
  assert.equal(direction, 'up')
  assert.match(title, /^A topic is new or more frequent: .*cargo/)
  assert.ok(Math.abs((comparison.effect?.value ?? 0) - 0.2) < 0.1, `${comparison.effect?.value}`)
  assert.match(where[0] ?? '', /“cargo.*: appeared, 0\.0 % → /)
  assert.match(where.join(), /Words that are new or more frequent: .*“[^”]*cargo/)
  assert.match(examples[0]!.why, /^of “.*cargo.*, which appeared$/)
  assert.ok(examples.filter(({ input }) => /cargo|child seat/i.test(input)).length >= 2)
  const families = comparisons.filter(({ check }) => check === TOPICS).map(({ family }) => family)
  assert.deepEqual(families.sort(), ['live-against-offline', 'live-against-recent'])
})
