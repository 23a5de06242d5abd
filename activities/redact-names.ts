import type { Distribution, JudgedComparison } from '../drift/comparison.ts'
import type { Finding } from '../drift/finding.ts'
import { redact } from '../report/redact.ts'

/**
 * Takes mail addresses, keys and the like out of the names that strangers wrote: categories and what is said of them.
 * Names of checks and slices are redacted when the comparison is made, because fingerprints are made of them.
 */
export function redactComparison<C extends JudgedComparison>(comparison: C): C {
  return {
    ...comparison,
    distribution: redactDistribution(comparison.distribution),
    notes: comparison.notes.map(redact),
  }
}

/** A finding whose names may leave the lake. */
export function redactFinding(finding: Finding): Finding {
  return {
    ...finding,
    title: redact(finding.title),
    where: finding.where.map(redact),
    comparison: redactComparison(finding.comparison),
  }
}

function redactDistribution(distribution: Distribution | null): Distribution | null {
  if (distribution?.kind !== 'categorical') return distribution
  const categories = distribution.categories.map((category) => ({ ...category, name: redact(category.name) }))
  return { ...distribution, categories }
}
