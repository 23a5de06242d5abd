import type { CandidateSlice, FailureCount } from './failing-slices.ts'

/** How often one way to fail was seen in one part of a partition. */
interface PartitionCount extends FailureCount {
  /** `error`, or `scores.<name>`. */
  readonly failure: string
  /** Null for everything. */
  readonly slice: { readonly name: string; readonly value: string } | null
  /** The lowest and the highest score; of errors 0 and 1. */
  readonly scores: readonly [lowest: number, highest: number]
}

/** The failures of one partition of a night. */
export interface PartitionFailures {
  /** Names with too many values to be counted: ids. */
  readonly manyValued: readonly string[]
  readonly counts: readonly PartitionCount[]
}

/** One way to fail, over a night. */
export interface NightFailures {
  readonly failure: string
  readonly whole: FailureCount
  readonly slices: readonly CandidateSlice[]
}

/** Below so many requests a slice is a handful of them. */
const FEWEST = 20

/**
 * The failures of a night from those of its partitions, in any order. Names that have too many values in any partition are
 * left out, and so are scores that leave 0 to 1: they are measures, not verdicts.
 *
 * @returns by way to fail, with the slices that have at least 20 requests
 */
export function mergeFailures(partitions: readonly PartitionFailures[]): NightFailures[] {
  const manyValued = new Set(partitions.flatMap((partition) => partition.manyValued))
  const all = partitions.flatMap(({ counts }) => counts)
  const byFailure = Map.groupBy(all, ({ failure }) => failure)
  return [...byFailure].flatMap(([failure, counts]) => {
    const isVerdict = counts.every(({ scores: [lowest, highest] }) => lowest >= 0 && highest <= 1)
    if (!isVerdict) return []
    const kept = counts.filter(({ slice }) => slice !== null && !manyValued.has(slice.name))
    const bySlice = Map.groupBy(kept, ({ slice }) => `${slice!.name}=${slice!.value}`)
    const slices = [...bySlice].map(([slice, own]) => ({ slice, ...sum(own) }))
    const whole = sum(counts.filter(({ slice }) => slice === null))
    return [{ failure, whole, slices: slices.filter(({ requests }) => requests >= FEWEST) }]
  })
}

function sum(counts: readonly FailureCount[]): FailureCount {
  return {
    requests: counts.reduce((total, { requests }) => total + requests, 0),
    failed: counts.reduce((total, { failed }) => total + failed, 0),
  }
}
