import { rowCount, type SparseRows, stackRows } from '../../stats/sparse-rows.ts'
import type { CoverageTexts } from './texts.ts'

/** Texts as the lake keeps them: a vector each, an empty one where there was nothing to embed. */
export interface DescribedTexts {
  readonly kind: 'terms' | 'dense'
  /** The space of each text's vector; those of different names must not be compared. */
  readonly embedders: readonly string[]
  readonly rows: SparseRows
}

/** What is known of sampled requests beside their vectors, in one order. */
export interface SampledRequests {
  readonly ids: readonly string[]
  readonly users: readonly (string | null)[]
  readonly conversations: readonly (string | null)[]
  /** One over the probability with which the log kept it. */
  readonly weights: Float64Array
  /** Whether it failed: 1, 0, or NaN where nothing tells. */
  readonly failed: Float64Array
}

/** Cases and requests in one space, and which of the sampled requests these are. */
export interface ComparableTexts {
  readonly texts: CoverageTexts
  /** Places of the requests in the sample. */
  readonly requests: readonly number[]
  /** What requests hang together by; null where each stands alone. */
  readonly clusteredBy: 'user' | 'conversation' | null
}

/**
 * Brings cases and sampled requests together. Texts without a vector are left out, and requests whose vectors are of
 * another space than those of the cases.
 */
export function comparableTexts(
  cases: DescribedTexts,
  sample: DescribedTexts,
  records: SampledRequests,
): ComparableTexts {
  const space = cases.embedders[0]
  const isComparable = ({ rows, embedders }: DescribedTexts, row: number) =>
    rows.starts[row + 1]! > rows.starts[row]! && embedders[row] === space
  const rowsOf = (side: DescribedTexts) =>
    Array.from({ length: rowCount(side.rows) }, (_, row) => row).filter((row) => isComparable(side, row))
  const [own, requests] = [rowsOf(cases), rowsOf(sample)]
  const { by, units } = groups(records, requests)
  return {
    texts: {
      kind: cases.kind,
      rows: stackRows({ rows: cases.rows, chosen: own }, { rows: sample.rows, chosen: requests }),
      cases: own.length,
      units,
      weights: Float64Array.from(requests, (request) => records.weights[request]!),
    },
    requests,
    clusteredBy: by,
  }
}

/** Of users and conversations that repeat, the fewer ones hang together: a user's conversations do too. */
function groups({ users, conversations }: SampledRequests, requests: readonly number[]) {
  const alone = { by: null, units: Uint32Array.from(requests, (_, i) => i), count: requests.length }
  const of = (by: 'user' | 'conversation', keys: readonly (string | null)[]) => ({
    by,
    ...numbered(requests.map((request) => keys[request] ?? null)),
  })
  const candidates = [of('user', users), of('conversation', conversations)]
  // A column with one value tells nobody from anybody.
  const repeating = candidates.filter(({ count }) => count > 1 && count < requests.length)
  return [...repeating].sort((a, b) => a.count - b.count)[0] ?? alone
}

/** Equal keys by one number, from 0 on; what has no key has a number of its own. */
function numbered(keys: readonly (string | null)[]): { readonly units: Uint32Array; readonly count: number } {
  const numbers = new Map<string, number>()
  let count = 0
  const units = Uint32Array.from(keys, (key) => {
    const known = key === null ? undefined : numbers.get(key)
    if (known !== undefined) return known
    if (key !== null) numbers.set(key, count)
    count += 1
    return count - 1
  })
  return { units, count }
}
