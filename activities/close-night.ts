import type { Delivery } from '../drift/delivery.ts'
import type { Finding } from '../drift/finding.ts'
import type { NightReport, Outcome, StageReport } from '../report/night-report.ts'
import { assembleReport } from './assemble-report.ts'
import { publishJson, readJson } from './json-file.ts'
import type { NightEnding } from './night-ending.ts'
import type { ManifestFinding, NightManifest } from './night-manifest.ts'
import type { Ports } from './ports.ts'
import { readMailDelivery } from './send-mail.ts'

export interface ClosedNight {
  readonly night: string
  readonly revision: number
  readonly outcome: Outcome
  readonly findings: number
}

/** Writes the manifest: the one thing that says that a night has ended, and how. A second call changes nothing. */
export async function closeNight(input: NightEnding, ports: Ports): Promise<ClosedNight> {
  const { folder, night, revision } = input.night
  const key = `${folder}/manifest.json`
  const report = await assembleReport(input, ports)
  const deliveries = await allDeliveries(report, input, ports)
  await publishJson(ports.lake, `${folder}/deliveries.json`, deliveries)
  await publishJson(ports.lake, key, manifestOf(report, deliveries, input))
  const manifest = await readJson<NightManifest>(ports.lake, key)
  if (manifest === null)
    throw new Error(
      `Cannot close night ${night}: its manifest ${ports.lake.address(key)} is gone after it was written.`,
    )
  return { night, revision, outcome: manifest.outcome, findings: manifest.findings.length }
}

function manifestOf(report: NightReport, deliveries: readonly Delivery[], input: NightEnding): NightManifest {
  return {
    night: report.night,
    revision: report.revision,
    outcome: report.outcome,
    suite: report.suite,
    configDigest: input.configDigest,
    stages: report.stages,
    missing: report.missing,
    facts: report.facts,
    findings: report.findings.map(withoutTexts),
    checks: report.checks,
    scoring: report.scoring,
    deliveries,
    report: ended(input, 'report', 'done') ? report.reportLocation : null,
    startedAt: input.night.openedAt,
    finishedAt: report.finishedAt,
  }
}

/** Issues, report and mail; what failed stands here with what to do. */
async function allDeliveries(report: NightReport, input: NightEnding, ports: Ports): Promise<Delivery[]> {
  const { folder } = input.night
  const mail = await readMailDelivery(ports, folder)
  const page = {
    kind: 'report',
    action: 'written',
    where: report.reportLocation,
    key: `${folder}/report.html`,
    fingerprint: null,
    detail: '',
  } as const
  const failures = (['issues', 'report', 'mail'] as const).flatMap((name) => {
    const stage = ended(input, name, 'failed')
    return stage ? [failure(name === 'issues' ? 'issue' : name, stage.detail)] : []
  })
  return [
    ...report.deliveries,
    ...(ended(input, 'report', 'done') ? [page] : []),
    ...(mail ? [mail] : []),
    ...failures,
  ]
}

function ended(
  { stages }: NightEnding,
  name: StageReport['name'],
  status: StageReport['status'],
): StageReport | undefined {
  return stages.find((stage) => stage.name === name && stage.status === status)
}

function failure(kind: Delivery['kind'], detail: string): Delivery {
  return { kind, action: 'failed', where: '', key: '', fingerprint: null, detail }
}

function withoutTexts({ fingerprint, title, direction, where, comparison }: Finding): ManifestFinding {
  const { check, slice, effect, adjustedPValue } = comparison
  return {
    fingerprint,
    title,
    check,
    slice,
    direction,
    effect: effect && { name: effect.name, value: effect.value },
    adjustedPValue,
    where,
  }
}
