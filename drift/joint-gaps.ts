import type { Cells, Gap } from '../stats/cells.ts'
import type { TwoSamples } from '../stats/two-samples.ts'
import { type Gaps, gapUnit } from './gaps.ts'
import { unionOf } from './union.ts'

/** A gap that a side or both fill, with what either has in it. */
export interface JointGap {
  readonly lower: number
  readonly upper: number
  readonly counts: { readonly reference: number; readonly current: number }
  readonly sums: { readonly reference: number; readonly current: number }
  readonly unit: number
}

/** The gaps that either of two summaries over one grid fills, ascending. */
export function jointGaps(reference: Gaps, current: Gaps): JointGap[] {
  const { keys, a, b } = unionOf(reference.lower, current.lower)
  return Array.from(keys, (lower, i) => {
    const [own, other] = [a[i]!, b[i]!]
    const upper = own >= 0 ? reference.upper[own]! : current.upper[other]!
    const unit = gapUnit(lower, upper)
    return {
      lower,
      upper,
      counts: { reference: reference.counts[own] ?? 0, current: current.counts[other] ?? 0 },
      sums: { reference: sumAt(reference, own) * unit, current: sumAt(current, other) * unit },
      unit,
    }
  })
}

function sumAt({ sums }: Gaps, place: number): number {
  return Number(sums[place] ?? 0n)
}

/** Puts gaps between single values; values that lie in a gap are counted and summed in it. */
export function interleave(points: TwoSamples, joint: readonly JointGap[]): Cells {
  const cells = { support: [] as number[], reference: [] as number[], current: [] as number[] }
  const gaps: Gap[] = []
  let at = 0
  const takePoints = (isBefore: (value: number) => boolean) => {
    for (; at < points.support.length && isBefore(points.support[at]!); at += 1)
      for (const part of ['support', 'reference', 'current'] as const) cells[part].push(points[part][at]!)
  }
  for (const gap of joint) {
    takePoints((value) => value <= gap.lower)
    const within = at
    while (at < points.support.length && points.support[at]! < gap.upper) at += 1
    gaps.push({ at: cells.support.length, ...absorb(gap, points, { from: within, to: at }, cells) })
  }
  takePoints(() => true)
  return {
    support: Float64Array.from(cells.support),
    reference: Float64Array.from(cells.reference),
    current: Float64Array.from(cells.current),
    gaps,
  }
}

type Growing = Readonly<Record<'support' | 'reference' | 'current', number[]>>

function absorb(
  { lower, upper, counts, sums, unit }: JointGap,
  points: TwoSamples,
  { from, to }: { readonly from: number; readonly to: number },
  cells: Growing,
): Omit<Gap, 'at'> {
  const all = { counts: { ...counts }, sums: { ...sums } }
  for (const side of ['reference', 'current'] as const)
    for (let i = from; i < to; i += 1) {
      all.counts[side] += points[side][i]!
      all.sums[side] += points[side][i]! * (points.support[i]! - lower)
    }
  cells.support.push(lower)
  cells.reference.push(all.counts.reference)
  cells.current.push(all.counts.current)
  return { upper, sums: all.sums, rounding: unit }
}
