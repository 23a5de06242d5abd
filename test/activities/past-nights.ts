import { publishFindings } from '../../activities/compared-night.ts'
import { publishComparisons } from '../../activities/comparisons-in-lake.ts'
import { publishJson } from '../../activities/json-file.ts'
import { nightFolder } from '../../activities/night-keys.ts'
import type { NightManifest, NightOpening } from '../../activities/night-manifest.ts'
import type { Lake } from '../../activities/ports.ts'
import type { JudgedComparison } from '../../drift/comparison.ts'
import { decide } from '../../drift/decide.ts'
import type { EarlierFinding } from '../../drift/earlier-finding.ts'
import type { Example } from '../../drift/finding.ts'

/** Which revision of which night, opened under which config. */
export interface PastNight {
  readonly night: string
  readonly revision?: number
  readonly configDigest?: string
}

/** Leaves the mark of a night that began. */
export async function openedNight(lake: Lake, { night, revision = 1, ...past }: PastNight): Promise<string> {
  const folder = nightFolder(night, revision)
  const opening: NightOpening = {
    openedAt: `${night}T23:00:00.000Z`,
    configDigest: past.configDigest ?? 'c0ffee0000000001',
  }
  await publishJson(lake, `${folder}/opened.json`, opening)
  return folder
}

/** Leaves the marks of a night that ended. */
export async function endedNight(
  lake: Lake,
  past: PastNight & { readonly outcome: NightManifest['outcome']; readonly finishedAt?: string },
): Promise<string> {
  const folder = await openedNight(lake, past)
  const manifest: NightManifest = {
    night: past.night,
    revision: past.revision ?? 1,
    outcome: past.outcome,
    suite: 'support-bot',
    configDigest: past.configDigest ?? 'c0ffee0000000001',
    stages: [],
    missing: [],
    facts: [],
    findings: [],
    checks: { ran: 24, insufficient: 2, expectedFalse: 0.03 },
    deliveries: [],
    report: null,
    startedAt: '',
    finishedAt: past.finishedAt ?? '',
  }
  await publishJson(lake, `${folder}/manifest.json`, manifest)
  return folder
}

/** Leaves what comparing a night gave: the comparisons, and the findings that follow from them. */
export async function comparedNight(
  lake: Lake,
  folder: string,
  compared: {
    readonly comparisons: readonly JudgedComparison[]
    readonly examples?: readonly Example[]
    readonly muted?: boolean
    readonly earlier?: readonly EarlierFinding[]
  },
): Promise<void> {
  const night = folder.split('/')[1] ?? ''
  const { comparisons, examples = [], muted = false } = compared
  const findings = decide(comparisons, { suite: 'support-bot', night }).map((finding) => ({
    ...finding,
    examples,
  }))
  await publishComparisons(comparisons, folder, lake)
  await publishFindings(lake, folder, {
    findings: muted ? [] : findings,
    muted: muted ? findings : [],
    earlier: compared.earlier ?? [],
    missing: [],
    facts: [],
    coverage: null,
    baseline: null,
    recentNights: [],
  })
}
