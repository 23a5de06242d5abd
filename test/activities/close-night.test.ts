import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { simpleParser } from 'mailparser'
import { assembleReport } from '../../activities/assemble-report.ts'
import { closeNight } from '../../activities/close-night.ts'
import { publishFindings } from '../../activities/compared-night.ts'
import { deliverIssues } from '../../activities/deliver-issues.ts'
import { publishJson, readJson } from '../../activities/json-file.ts'
import type { NightEnding } from '../../activities/night-ending.ts'
import type { NightManifest } from '../../activities/night-manifest.ts'
import type { OpenedNight } from '../../activities/open-night.ts'
import type { Ports } from '../../activities/ports.ts'
import { renderReport } from '../../activities/render-report.ts'
import { sendMail } from '../../activities/send-mail.ts'
import { trafficSummaryKey } from '../../activities/traffic-summary.ts'
import type { StageReport } from '../../report/night-report.ts'
import { drifted, regression } from '../drift/make-comparison.ts'
import { comparedNight, endedNight, openedNight } from './past-nights.ts'
import { ATTEMPT, testPorts } from './ports.ts'

const NIGHT = '2026-11-22'
const FOLDER = `nights/${NIGHT}/r1`
const EXAMPLE = { id: 'a', input: 'my secret prompt', output: 'its answer', expected: null, why: 'lost' }

type Ended = Partial<Record<StageReport['name'], string>>

const OPENED: OpenedNight = {
  night: NIGHT,
  revision: 1,
  folder: FOLDER,
  configDigest: 'c0ffee0000000001',
  hasTraffic: true,
  openedAt: '2026-11-23T03:00:00.000Z',
  alreadyComplete: false,
  fault: null,
}

/** How a night ended: a stage that is named failed for that reason, or was `cancelled`; the others are done. */
function ending(ended: Ended = {}, names: readonly StageReport['name'][] = ALL): NightEnding {
  const stages = names.map((name): StageReport => {
    const detail = ended[name] ?? ''
    const status = detail === '' ? 'done' : detail === 'cancelled' ? 'cancelled' : 'failed'
    return { name, status, seconds: 1, detail }
  })
  const cancelled = Object.values(ended).includes('cancelled')
  return { night: OPENED, stages, cancelled, configDigest: OPENED.configDigest }
}

const ALL = ['suite', 'traffic', 'compare', 'issues', 'report'] as const

async function manifestOf(ports: Ports): Promise<NightManifest> {
  return (await readJson<NightManifest>(ports.lake, `${FOLDER}/manifest.json`)) ?? assert.fail('no manifest')
}

/** Sends the night's mail and reads it back as a mail program would. */
async function mailOf(ports: Ports, night: NightEnding) {
  await sendMail(night, ports)
  const delivery = await readJson<{ where: string }>(ports.lake, `${FOLDER}/deliveries/mail.json`)
  return simpleParser(await readFile(delivery?.where ?? '', 'utf8'))
}

/** A night with a regression and a drift, compared and with its issues delivered. */
async function foundNight(t: TestContext) {
  const ports = await testPorts(t)
  await comparedNight(ports.lake, FOLDER, { comparisons: [regression(), drifted()], examples: [EXAMPLE] })
  const input = { night: NIGHT, folder: FOLDER, configDigest: ports.project.configDigest }
  await deliverIssues(input, ports, ATTEMPT)
  return ports
}

test('the manifest of a complete night holds findings, deliveries and where the report is', async (t) => {
  const ports = await foundNight(t)
  await renderReport(ending(), ports)
  await sendMail(ending(), ports)
  const closed = await closeNight(ending({}, [...ALL, 'mail']), ports)
  assert.deepEqual(closed, { night: NIGHT, revision: 1, outcome: 'complete', findings: 2 })
  const manifest = await manifestOf(ports)
  assert.deepEqual(
    manifest.findings.map(({ check, direction }) => `${check} ${direction}`),
    ['quality.contains down', 'latency_ms up'],
  )
  assert.deepEqual(
    manifest.deliveries.map(({ kind, action }) => `${kind} ${action}`),
    ['issue opened', 'issue opened', 'report written', 'mail written'],
  )
  assert.equal(manifest.report, ports.lake.address(`${FOLDER}/report.html`))
  for (const { where } of manifest.deliveries) assert.ok((await readFile(where)).length > 0)
  const { startedAt, finishedAt, configDigest } = manifest
  assert.deepEqual(
    [startedAt, finishedAt, configDigest],
    ['2026-11-23T03:00:00.000Z', '2026-11-23T03:10:00.000Z', 'c0ffee0000000001'],
  )
  assert.deepEqual(await readJson(ports.lake, `${FOLDER}/deliveries.json`), manifest.deliveries)
})

test('closing twice changes nothing, also when the night is told otherwise meanwhile', async (t) => {
  const ports = await foundNight(t)
  const first = await closeNight(ending(), ports)
  const manifest = await manifestOf(ports)
  const otherwise = { ...ending({ mail: 'refused' }, [...ALL, 'mail']), cancelled: true }
  const again = await closeNight(otherwise, ports)
  assert.deepEqual(again, first)
  assert.deepEqual(await manifestOf(ports), manifest)
})

test('no text of a case or a request is in the manifest, nor in what is written beside it', async (t) => {
  const ports = await foundNight(t)
  await closeNight(ending(), ports)
  for (const file of ['manifest.json', 'deliveries.json', 'deliveries/issues.json'])
    assert.doesNotMatch(await readFile(ports.lake.address(`${FOLDER}/${file}`), 'utf8'), /secret|its answer/)
})

test('a mail that was refused degrades the night and stands among the deliveries with what to do', async (t) => {
  const ports = await foundNight(t)
  const detail =
    'Cannot send the mail over smtp.acme.example: the login was refused; check NIGHTDRIFT_SMTP_URL'
  const { outcome } = await closeNight(ending({ mail: detail }, [...ALL, 'mail']), ports)
  assert.equal(outcome, 'degraded')
  const manifest = await manifestOf(ports)
  assert.deepEqual(manifest.missing, [`The mail was not sent: ${detail}`])
  assert.deepEqual(manifest.deliveries.at(-1), {
    kind: 'mail',
    action: 'failed',
    where: '',
    key: '',
    fingerprint: null,
    detail,
  })
})

test('issues that could not be delivered, and a report that could not be written, are told alike', async (t) => {
  const ports = await testPorts(t)
  await comparedNight(ports.lake, FOLDER, { comparisons: [regression()] })
  await closeNight(ending({ issues: 'the token is refused', report: 'the disk is full' }), ports)
  const manifest = await manifestOf(ports)
  assert.deepEqual(manifest.missing, [
    'Issues were not brought up to date: the token is refused',
    'The report was not written: the disk is full',
  ])
  assert.deepEqual(
    manifest.deliveries.map(({ kind, action }) => `${kind} ${action}`),
    ['issue failed', 'report failed'],
  )
  assert.equal(manifest.report, null)
  assert.equal(manifest.findings.length, 1)
})

const UNREACHABLE = 'the model at http://127.0.0.1:1/v1 does not answer'

test('a failed night is told in page and mail, what is missing before anything else', async (t) => {
  const ports = await testPorts(t)
  const night = ending({ suite: UNREACHABLE, traffic: 'no log file' }, ['suite', 'traffic'])
  await renderReport(night, ports)
  const page = await readFile(ports.lake.address(`${FOLDER}/report.html`), 'utf8')
  const mail = await mailOf(ports, night)
  for (const text of [page.slice(page.indexOf('<body')), mail.html || '', mail.text ?? '']) {
    const suite = text.indexOf('The suite did not run')
    const traffic = text.indexOf('The traffic was not loaded')
    assert.ok(suite >= 0 && suite < traffic, text.slice(0, 2000))
    const compared = text.search(/checks? looked at|Nothing was compared/)
    assert.ok(compared === -1 || suite < compared, text.slice(0, 2000))
  }
  assert.match(mail.subject ?? '', /FAILED support-bot 2026-11-22: The suite did not run/)
  assert.equal((await closeNight(night, ports)).outcome, 'failed')
})

test('a degraded night tells what is missing before what it found', async (t) => {
  const ports = await foundNight(t)
  const mail = await mailOf(ports, ending({ traffic: 'no log file' }))
  const text = mail.text ?? ''
  assert.ok(text.includes('The traffic was not loaded: no log file'), text)
  assert.ok(text.indexOf('The traffic was not loaded') < text.indexOf('Pass rate of contains'), text)
  assert.match(mail.subject ?? '', /degraded support-bot 2026-11-22: 2 findings/)
})

test('a cancelled night still tells its readers what it did not come to', async (t) => {
  const ports = await testPorts(t)
  const night = ending({ traffic: 'cancelled' }, ['suite', 'traffic'])
  const mail = await mailOf(ports, night)
  assert.match(mail.subject ?? '', /cancelled support-bot 2026-11-22: The traffic was not loaded/)
  assert.match(mail.text ?? '', /The traffic was not loaded: the night was cancelled/)
  assert.equal((await closeNight(night, ports)).outcome, 'cancelled')
})

test('what comparing could not do is missing too', async (t) => {
  const ports = await testPorts(t)
  const missing = ['Only 200 of 300 cases were answered']
  await publishFindings(ports.lake, FOLDER, {
    findings: [],
    muted: [],
    earlier: [],
    missing,
    facts: ['a fact'],
    coverage: null,
    baseline: null,
    recentNights: [],
  })
  const report = await assembleReport(ending(), ports)
  assert.deepEqual([report.outcome, report.missing, report.facts], ['degraded', missing, ['a fact']])
})

/** Quarantined lines of 600. */
async function withQuarantine(t: TestContext, quarantined: number) {
  const ports = await testPorts(t)
  await comparedNight(ports.lake, FOLDER, { comparisons: [] })
  await publishJson(ports.lake, trafficSummaryKey(FOLDER), {
    records: 600 - quarantined,
    files: 1,
    quarantined,
    ownLines: { all: 600, quarantined },
    mostOften: { reason: 'output is missing and there is no error', count: quarantined },
    ...{ duplicates: 0, leftOut: 0, unreadable: [], featureFailures: {}, embedderFaults: [], changed: [] },
  })
  const report = await assembleReport(ending(), ports)
  return { ports, report, plain: (text = '') => text.replaceAll('\u202f', ' ') }
}

test('a third of the log in quarantine makes the night degraded, and says why', async (t) => {
  const { ports, report, plain } = await withQuarantine(t, 206)
  assert.equal(report.outcome, 'degraded')
  assert.equal(
    plain(report.missing[0]),
    '206 of 600 log lines (34.3 %) could not be used and are no part of this night, 206 of them because output is missing and there is no error. `quarantine/` in the lake names them all, line by line.',
  )
  const mail = await mailOf(ports, ending())
  assert.match(
    plain(mail.subject),
    /^\[nightdrift\] degraded .*: 206 of 600 log lines \(34\.3 %\) could not be/,
  )
})

test('more than one line of a hundred in quarantine is told, less is only counted', async (t) => {
  const { ports, report, plain } = await withQuarantine(t, 12)
  assert.deepEqual([report.outcome, report.missing], ['complete', []])
  assert.match(plain(report.facts[0]), /^12 of 600 log lines \(2\.0 %\) could not be used and are no part/)
  const mail = await mailOf(ports, ending())
  assert.match(plain(mail.text), /^.*12 of 600 log lines \(2\.0 %\) could not be used\./)
  const few = await withQuarantine(t, 6)
  assert.deepEqual(few.report.facts, [])
})

test('a night tells of others that never ended, and of one that was checked before it', async (t) => {
  const ports = await testPorts(t)
  await openedNight(ports.lake, { night: '2026-11-20' })
  await endedNight(ports.lake, { night: '2026-11-24', outcome: 'complete' })
  const { facts } = await assembleReport(ending(), ports)
  assert.equal(facts.length, 2)
  assert.match(
    facts.join('\n'),
    /Night 2026-11-24 was checked before this one, so issues were left as they are\./,
  )
  assert.match(facts.join('\n'), /Night 2026-11-20 began at .* and left no result/)
  await closeNight(ending(), ports)
  assert.deepEqual((await manifestOf(ports)).facts, facts)
})

test('checks are counted with those that had too little data apart, and the alarms that chance would raise', async (t) => {
  const ports = await testPorts(t)
  const little = drifted({ check: 'tokens', verdict: 'insufficient-data', direction: null })
  await comparedNight(ports.lake, FOLDER, { comparisons: [regression(), drifted(), little] })
  const { checks } = await assembleReport(ending(), ports)
  assert.deepEqual([checks.ran, checks.insufficient], [2, 1])
  // (0.2 + 0.4) · 12 / 365
  assert.equal(checks.expectedFalse.toFixed(6), '0.019726')
})

test('a mail goes out once, under one id', async (t) => {
  const ports = await foundNight(t)
  const sent: string[] = []
  const mailer = {
    send: async ({ key }: { readonly key: string }) => {
      sent.push(key)
      return { where: 'evals@acme.example', action: 'sent' as const }
    },
  }
  const counted = { ...ports, mailer: async () => mailer }
  await sendMail(ending(), counted)
  await sendMail(ending(), counted)
  assert.deepEqual(sent, ['support-bot.2026-11-22.r1'])
})

test('a mail whose record was lost is sent again as the same mail', async (t) => {
  const ports = await foundNight(t)
  const lake = { ...ports.lake, publish: () => Promise.reject(new Error('the disk is full')) }
  await assert.rejects(sendMail(ending(), { ...ports, lake }), /the disk is full/)
  const mail = await mailOf(ports, ending())
  assert.match(mail.messageId ?? '', /^<support-bot\.2026-11-22\.r1@/)
  assert.deepEqual(await readdir(join(ports.folder, 'outbox')), ['support-bot.2026-11-22.r1.eml'])
})

test('a page is written once: a retry keeps the first', async (t) => {
  const ports = await foundNight(t)
  await renderReport(ending(), ports)
  const path = ports.lake.address(`${FOLDER}/report.html`)
  const first = await readFile(path, 'utf8')
  await renderReport(ending({ traffic: 'late' }), ports)
  assert.equal(await readFile(path, 'utf8'), first)
})
