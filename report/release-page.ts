import { pairsOf } from '../stats/paired-change.ts'
import type { ReleaseVerdict } from '../suite/gate/release.ts'
import type { ThresholdResult } from '../suite/gate/thresholds.ts'
import type { Agreement } from '../suite/human/agreement.ts'
import { points } from './diff-words.ts'

/** The release gate as it is told to machines and people. */
export interface ReleasePage extends Omit<ReleaseVerdict, 'incomplete'> {
  readonly suite: string
  readonly tag: string | null
  readonly run: string
  readonly file: string
  readonly profile: string
  readonly cases: number
  readonly answered: number
  readonly commit: { readonly sha: string; readonly dirty: boolean } | null
  readonly thresholds: readonly ThresholdResult[]
  readonly human: readonly Agreement[]
  /** US dollars, target and judges together; null when it is not known. */
  readonly costUsd: number | null
  readonly seconds: number
}

/** `Release v1.2.3 PASSED: all thresholds are met (3). 500 cases, $1.2300` */
export function releaseLine({ tag, gate, reason, cases, costUsd }: ReleasePage): string {
  const cost = costUsd === null ? '' : `, $${costUsd.toFixed(4)}`
  return `Release ${tag ?? 'without a tag'} ${gate.toUpperCase()}: ${reason} ${cases} cases${cost}`
}

/** How a scorer and people agree, and what is stale, a line a scorer. */
export function agreementWords({ scorer, table, share, kappa, stale, unknown, apart }: Agreement): string {
  const n = pairsOf(table)
  const agree =
    share === null
      ? 'no rated output was judged'
      : `agrees with people on ${table.n11 + table.n00} of ${n} rated cases (${points(share)}${kappa === null ? '' : `, κ ${kappa.toFixed(2)}`})`
  const rates =
    share === null
      ? ''
      : `; people pass ${points((table.n11 + table.n10) / n)}, it passes ${points((table.n11 + table.n01) / n)}`
  const apartWords =
    apart.length === 0 ? '' : `; apart: ${apart.slice(0, 5).join(', ')}${apart.length > 5 ? ', …' : ''}`
  const old = stale === 0 ? '' : `; ${stale} ratings are stale: the output has changed since`
  const unsure = unknown === 0 ? '' : `; of ${unknown} it is not known which output was rated`
  return `${scorer} ${agree}${rates}${apartWords}${old}${unsure}`
}
