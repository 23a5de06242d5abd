import assert from 'node:assert/strict'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import type { BikeShareCase } from '../../../examples/bike-share/generate-cases.ts'
import { generateLogs } from '../../../examples/bike-share/generate-logs.ts'
import type { LogRecord } from '../../../examples/bike-share/velora/night.ts'
import { cliffsDelta, ks, totalVariation } from './two-sample.ts'

const NIGHTS = [15, 16, 17, 18, 19, 20, 21, 22].map((day) => `2026-11-${day}`)

const folder = mkdtempSync(join(tmpdir(), 'bike-share-'))
after(() => rmSync(folder, { recursive: true }))

const files = await generateLogs({ folder: join(folder, 'logs'), nights: NIGHTS })
const logs = files.map((file) => readRecords(file.path))
const last = logs.at(-1) ?? []
const earlier = logs.slice(0, -1).flat()
const cases = readFileSync(new URL('../../../examples/bike-share/cases.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as BikeShareCase)

/** The lines that are requests; broken ones and those without output are left out. */
function readRecords(path: string): LogRecord[] {
  return readLines(path).flatMap((line) => {
    try {
      const record = JSON.parse(line) as LogRecord
      return typeof record.output === 'string' ? [record] : []
    } catch {
      return []
    }
  })
}

function readLines(path: string): string[] {
  return gunzipSync(readFileSync(path)).toString('utf8').trimEnd().split('\n')
}

const words = (text: string) => text.split(/\s+/).filter(Boolean).length
type Feature = (record: LogRecord) => number
const LENGTHS: Record<string, Feature> = {
  input_characters: (record) => record.input.length,
  input_words: (record) => words(record.input),
  output_characters: (record) => record.output.length,
  output_words: (record) => words(record.output),
  input_tokens: (record) => record.tokens.input,
  output_tokens: (record) => record.tokens.output,
}
const latency: Feature = (record) => record.latency_ms
const intent = (record: { tags: { intent: string } }) => record.tags.intent
const failure = (record: LogRecord) => record.error ?? 'none'

test('a night has about 1,500 requests and three lines that are none', () => {
  for (const [at, file] of files.entries()) {
    assert.equal(readLines(file.path).length, file.requests + 3)
    assert.equal(logs[at]?.length, file.requests)
    assert.equal(file.badLines, 3)
    assert.ok(file.requests >= 1455 && file.requests <= 1545, `${file.night}: ${file.requests}`)
  }
})

test('ids are unique, times ascend within the local day, and the offset is written', () => {
  assert.equal(new Set(logs.flat().map((record) => record.id)).size, logs.flat().length)
  for (const [at, night] of NIGHTS.entries()) {
    const times = (logs[at] ?? []).map((record) => record.timestamp)
    assert.ok(times.every((time) => time.startsWith(night) && time.endsWith('+01:00')))
    assert.deepEqual(times, times.toSorted())
  }
})

test('traffic follows the day: five times as much between 17 and 19 as between 1 and 5', () => {
  const between = (from: number, to: number) =>
    earlier.filter(
      ({ timestamp }) => Number(timestamp.slice(11, 13)) >= from && Number(timestamp.slice(11, 13)) < to,
    )
  assert.ok(between(17, 19).length > 5 * between(1, 5).length)
})

test('about 1.5 % of the requests fail, with an empty output and an error', () => {
  const failed = logs.flat().filter((record) => record.error !== undefined)
  assert.ok(failed.every((record) => record.output === '' && record.tokens.output === 0))
  const share = failed.length / logs.flat().length
  assert.ok(share > 0.012 && share < 0.018, `${share}`)
})

test('on ordinary nights, requests are like the cases', () => {
  for (const [at, night] of logs.slice(0, -1).entries()) {
    for (const length of [(text: string) => text.length, words]) {
      const [offline, live] = [cases, night].map((side) => side.map((each) => length(each.input)))
      assert.ok(ks(offline ?? [], live ?? []) < 0.07, NIGHTS[at])
      assert.ok(Math.abs(cliffsDelta(offline ?? [], live ?? [])) < 0.05, NIGHTS[at])
    }
    assert.ok(totalVariation(cases.map(intent), night.map(intent)) < 0.06, NIGHTS[at])
  }
})

test('on ordinary nights, nothing differs from the nights before', () => {
  for (const at of NIGHTS.keys().drop(1).take(6)) {
    const [before, night] = [logs.slice(0, at).flat(), logs[at] ?? []]
    for (const [name, feature] of Object.entries({ ...LENGTHS, latency })) {
      const distance = ks(before.map(feature), night.map(feature))
      assert.ok(distance < 0.06, `${NIGHTS[at]} ${name}: ${distance}`)
    }
    assert.ok(totalVariation(before.map(intent), night.map(intent)) < 0.06, NIGHTS[at])
    assert.ok(totalVariation(before.map(failure), night.map(failure)) < 0.02, NIGHTS[at])
  }
})

test('on the last night, refund answers are wrong and as long as before', () => {
  const refunds = (records: LogRecord[]) =>
    records.filter((record) => intent(record) === 'refund' && record.output !== '')
  const promise =
    /5 working days|14 days|original payment method|shorter than 2 minutes|half of the unused months/
  const right = (records: LogRecord[]) => records.filter((record) => promise.test(record.output)).length
  assert.ok(right(refunds(earlier)) > 0.95 * refunds(earlier).length)
  assert.equal(right(refunds(last)), 0)
  const length = (record: LogRecord) => record.output.length
  assert.ok(Math.abs(cliffsDelta(refunds(earlier).map(length), refunds(last).map(length))) < 0.1)
})

test('on the last night, about 20 % of the requests have an intent that no case has', () => {
  const cargo = last.filter((record) => intent(record) === 'cargo_bike').length / last.length
  assert.ok(cargo > 0.19 && cargo < 0.21, `${cargo}`)
  assert.ok(![...cases, ...earlier].some((each) => intent(each) === 'cargo_bike'))
  const covered = last.filter((record) => intent(record) !== 'cargo_bike')
  assert.ok(totalVariation(cases.map(intent), covered.map(intent)) < 0.06)
})

test('on the last night, answers take about 35 % longer', () => {
  const [before, now] = [earlier.map(latency), last.map(latency)]
  const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
  const ratio = median(now) / median(before)
  assert.ok(ratio > 1.3 && ratio < 1.4, `${ratio}`)
  assert.ok(ks(before, now) > 0.2)
  assert.ok(cliffsDelta(before, now) < -0.3)
})

test('on the last night, everything else stays quiet', () => {
  for (const [name, feature] of Object.entries(LENGTHS)) {
    const [before, now] = [earlier.map(feature), last.map(feature)]
    assert.ok(ks(before, now) < 0.05, `${name}: ${ks(before, now)}`)
    assert.ok(Math.abs(cliffsDelta(before, now)) < 0.05, name)
  }
  for (const length of [(text: string) => text.length, words]) {
    const [offline, live] = [cases, last].map((side) => side.map((each) => length(each.input)))
    assert.ok(ks(offline ?? [], live ?? []) < 0.05)
    assert.ok(Math.abs(cliffsDelta(offline ?? [], live ?? [])) < 0.05)
  }
  for (const name of [
    failure,
    (record: LogRecord) => record.model,
    (record: LogRecord) => record.tags.language,
  ]) {
    assert.ok(totalVariation(earlier.map(name), last.map(name)) < 0.01)
  }
})

test('the same options give the same bytes', async () => {
  const small = { nights: NIGHTS.slice(-2), requestsPerNight: 100 }
  const once = await generateLogs({ folder: join(folder, 'once'), ...small })
  const twice = await generateLogs({ folder: join(folder, 'twice'), ...small })
  const bytes = (written: typeof once) => written.map((file) => readFileSync(file.path))
  assert.deepEqual(bytes(once), bytes(twice))
})

test('with other dates, only ids and times differ', async () => {
  const nights = ['2026-03-28', '2026-03-29']
  const moved = await generateLogs({ folder: join(folder, 'moved'), nights })
  const [spring] = moved.slice(-1).map((file) => readRecords(file.path))
  const bare = (record: LogRecord) => ({ ...record, id: '', timestamp: '' })
  assert.deepEqual(spring?.map(bare), last.map(bare))
  // Clocks go forward on this day: it begins in winter time and ends in summer time.
  assert.ok(spring?.every((record) => record.timestamp.startsWith('2026-03-29')))
  assert.match(spring?.[0]?.timestamp ?? '', /\+01:00$/)
  assert.match(spring?.at(-1)?.timestamp ?? '', /\+02:00$/)
})

test('a night that is no date is refused by name', async () => {
  await assert.rejects(generateLogs({ folder, nights: ['2026-02-30'] }), /"2026-02-30": expected a date/)
})
