import type { JudgedComparison } from './comparison.ts'
import type { Finding } from './finding.ts'
import { fingerprint } from './fingerprint.ts'
import { EVERYTHING } from './summary.ts'
import { titleOf } from './title.ts'
import { whereOf } from './where.ts'

/**
 * Which of the judged comparisons are worth an issue? Those that drifted; where a check drifted over everything,
 * its drifted slices say where it comes from instead of becoming findings of their own. What differs from the recent
 * nights is told once, though it may have left the frozen nights too; its issue stays open when only that remains.
 *
 * @returns findings without examples, quality first, then by how far the effect is beyond its minimum
 */
export function decide(
  comparisons: readonly JudgedComparison[],
  context: { readonly suite: string; readonly night: string },
): Finding[] {
  const drifted = comparisons.filter((comparison) => comparison.verdict === 'drifted')
  const whole = new Set(drifted.filter((c) => c.slice === EVERYTHING).map(checkKey))
  const sudden = new Set(drifted.filter((c) => c.family === 'live-against-recent').map(({ check }) => check))
  return drifted
    .filter((c) => c.slice === EVERYTHING || !whole.has(checkKey(c)))
    .filter((c) => c.family !== 'slow-drift' || !sudden.has(c.check))
    .sort(byWeight)
    .map((comparison) => findingOf(comparison, comparisons, context))
}

/** A comparison in the form of a finding, whether it is one or a gap that is known and quiet. */
export function findingOf(
  comparison: JudgedComparison,
  all: readonly JudgedComparison[],
  context: { readonly suite: string; readonly night: string },
): Finding {
  const direction = comparison.direction ?? 'changed'
  const { check, slice } = comparison
  return {
    fingerprint: fingerprint({ suite: context.suite, check, slice, direction }),
    ...context,
    direction,
    title: titleOf(comparison, direction),
    where: whereOf(
      comparison,
      all.filter((other) => checkKey(other) === checkKey(comparison)),
    ),
    comparison,
    examples: [],
  }
}

function checkKey({ family, check }: JudgedComparison): string {
  return `${family} ${check}`
}

function byWeight(a: JudgedComparison, b: JudgedComparison): number {
  const quality = Number(b.type === 'paired') - Number(a.type === 'paired')
  return quality || weight(b) - weight(a) || (a.check < b.check ? -1 : 1)
}

function weight({ effect, minimumEffect }: JudgedComparison): number {
  return Math.abs(effect?.corrected ?? 0) / Math.max(minimumEffect, 1e-9)
}
