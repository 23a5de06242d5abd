import { emptyNote, leftOutNotes } from './compare-notes.ts'
import { type CompareOptions, type ResolvedOptions, resolveOptions } from './compare-options.ts'
import { togetherNotes, tooFewTogetherNote } from './compare-together-notes.ts'
import { untestedNote } from './compare-units-test.ts'
import { tooLittleWorthNote, worthNotes } from './compare-weighted-notes.ts'
import type { Comparison, Distribution, Effect } from './comparison.ts'
import { type Summary, summarySize } from './summary.ts'
import type { Counted } from './weighted-counts.ts'

/** What the verdict's test of any kind of feature gives. */
interface Tested {
  readonly pValue: number
  readonly test: string
}

/** What is of its own in comparing one kind of feature; `Aligned` is both sides over one support. */
export interface FeatureKind<Side extends Summary, Aligned, Test extends Tested> {
  readonly type: Side['type']
  counted(summary: Side): Counted<Side>
  align(reference: Side, current: Side, resolved: ResolvedOptions): Aligned
  /** The descriptive numbers, and why some of them do not exist. */
  describe(aligned: Aligned): Pick<Comparison, 'metrics' | 'notes'>
  /** The same keys, all null. */
  noMetrics(): Comparison['metrics']
  /** @param squares the weights squared, where a side is weighted */
  test(
    aligned: Aligned,
    squares: Aligned | null,
    how: { readonly slice: string; readonly resolved: ResolvedOptions },
  ): Test
  effect(aligned: Aligned, test: Test, level: number): Effect
  distribution(aligned: Aligned): Distribution | null
}

/**
 * Reference against current of one feature: numbers that describe, the test, the effect, and why any of them is null.
 *
 * @returns with metrics, effect and p-value null, and a note, when a side is empty
 * @throws RangeError when the summaries are of different features or slices
 */
export function compareSummaries<Side extends Summary, Aligned, Test extends Tested>(
  kind: FeatureKind<Side, Aligned, Test>,
  { reference, current }: { readonly reference: Side; readonly current: Side },
  options: CompareOptions,
): Comparison {
  const [before, now] = [kind.counted(reference), kind.counted(current)]
  const resolved = resolveOptions(options)
  const aligned = kind.align(before.counts, now.counts, resolved)
  const isWeighted = before.isWeighted || now.isWeighted
  const empty = emptyNote(reference, current)
  const described = empty === null ? kind.describe(aligned) : { metrics: kind.noMetrics(), notes: [empty] }
  const tooLittle = () => (isWeighted ? tooLittleWorthNote(before, now, resolved) : null)
  const untested = empty ?? untestedNote(resolved) ?? tooLittle() ?? tooFewTogetherNote(before, now, resolved)
  const squares = () => (isWeighted ? kind.align(before.squares, now.squares, resolved) : null)
  const how = { slice: reference.slice, resolved }
  const test = untested === null ? kind.test(aligned, squares(), how) : null
  const { family, check, minimumEffect, minimumN } = resolved
  return {
    ...{ family, check, slice: reference.slice, type: kind.type },
    n: { reference: summarySize(reference), current: summarySize(current) },
    missing: { reference: reference.missing, current: current.missing },
    metrics: described.metrics,
    effect: test === null ? null : kind.effect(aligned, test, resolved.level),
    pValue: test?.pValue ?? null,
    test: test?.test ?? 'none: too little data',
    minimumEffect,
    minimumN,
    distribution: empty === null ? kind.distribution(aligned) : null,
    notes: [
      ...(empty === null && untested !== null ? [untested] : []),
      ...described.notes,
      ...worthNotes(before, now),
      ...togetherNotes(before, now, resolved),
      ...leftOutNotes(before.counts, now.counts, resolved),
    ],
  }
}
