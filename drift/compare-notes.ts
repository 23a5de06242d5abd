import { categoryTest } from './compare-category-test.ts'
import type { ResolvedOptions } from './compare-options.ts'
import { type Summary, summarySize, WEIGHT_ONE } from './summary.ts'
import { infiniteWeight } from './weights.ts'

/** What a reader must know about values that take no part: missing ones and infinite ones. */
export function leftOutNotes(reference: Summary, current: Summary, options: ResolvedOptions): string[] {
  return [
    ...missingNotes(reference, current, options),
    ...infiniteNotes(reference, current),
    ...unnamedNotes(reference, current),
  ]
}

/** Names the side or sides without a value, when there is one; then there is nothing to compare. */
export function emptyNote(reference: Summary, current: Summary): string | null {
  const empty = [
    summarySize(reference) === 0 ? 'the reference' : null,
    summarySize(current) === 0 ? 'the current side' : null,
  ].filter((side) => side !== null)
  if (empty.length === 0) return null
  return `Nothing can be compared: ${empty.join(' and ')} has no value, so every metric, the effect and the p-value are null.`
}

function missingNotes(reference: Summary, current: Summary, options: ResolvedOptions): string[] {
  if (reference.missing + current.missing === 0) return []
  const sides = [reference, current].map((summary) => ({
    missing: summary.missing,
    present: summarySize(summary) + (summary.type === 'numeric' ? summary.infinite : 0),
  }))
  const shares = sides.map(({ missing, present }) =>
    missing + present === 0 ? 'no rows' : `${((100 * missing) / (missing + present)).toFixed(1)} %`,
  )
  const [a, b] = sides.map(({ missing, present }) => Float64Array.of(missing, present)) as [
    Float64Array,
    Float64Array,
  ]
  // Of rows that hang together or are weighted a test of its own tells, not this one.
  const standAlone = [options.units, reference.weights, current.weights].every((each) => each === undefined)
  const p =
    standAlone && a[0]! + a[1]! > 0 && b[0]! + b[1]! > 0
      ? categoryTest({ reference: a, current: b }, 'missing', options).pValue
      : null
  const test = p === null ? '' : ` (two-proportion p ${p < 0.0001 ? p.toExponential(1) : p.toFixed(4)})`
  return [
    `Missing values are left out: ${shares[0]} of the reference, ${shares[1]} of the current side${test}.`,
  ]
}

function infiniteNotes(reference: Summary, current: Summary): string[] {
  const isWeighted = Boolean(reference.weights || current.weights)
  const [a, b] = [reference, current].map((summary) => {
    if (summary.type !== 'numeric') return 0
    return isWeighted ? Number(infiniteWeight(summary)) / WEIGHT_ONE : summary.infinite
  }) as [number, number]
  if (!a && !b) return []
  if (!isWeighted) return [`Infinite values are left out: ${a} of the reference, ${b} of the current side.`]
  return [
    `Infinite values are left out: they weigh ${a.toFixed(1)} of the reference, ${b.toFixed(1)} of the current side.`,
  ]
}

/** An "other" that is large hides what changes within it. */
function unnamedNotes(reference: Summary, current: Summary): string[] {
  const sides = [reference, current].map((summary) => {
    const other = summary.type === 'categorical' ? summary.other : undefined
    return { bits: other?.bits ?? 0, share: (other?.count ?? 0) / Math.max(1, summarySize(summary)) }
  })
  if (sides.every(({ bits }) => bits === 0)) return []
  const [before, now] = sides.map(({ share }) => `${(100 * share).toFixed(1)} %`)
  return [
    `There are more than 10,000 categories, so only some are kept by name; the others, ${before} of the reference and ${now} of the current side, are compared as one.`,
  ]
}
