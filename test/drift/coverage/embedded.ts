import { createHashedNgrams } from '../../../adapters/embedders/hashed-ngrams.ts'
import type { CoverageTexts } from '../../../drift/coverage/texts.ts'
import { seededRandom } from '../../../stats/random.ts'
import { shuffled } from '../../../stats/shuffled.ts'
import { sparse } from '../sparse.ts'

/** Cases and requests as the default embedder sees them, each request standing alone. */
export async function embedded(
  cases: readonly string[],
  requests: readonly string[],
): Promise<CoverageTexts> {
  const texts = [...cases, ...requests].map((text) => ({ text, vector: null }))
  const found = await createHashedNgrams().embed(texts, new AbortController().signal)
  const rows = found.map((one) =>
    one?.kind === 'terms' ? Object.fromEntries(one.terms.map((term, i) => [term, one.counts[i] ?? 0])) : {},
  )
  return {
    kind: 'terms',
    rows: sparse(rows, 2 ** 18),
    cases: cases.length,
    units: Uint32Array.from(requests, (_, i) => i),
    weights: new Float64Array(requests.length).fill(1),
  }
}

/** Some texts of a list in random order, the same for the same seed. */
export function drawn(texts: readonly string[], seed: string): string[] {
  return shuffled(texts, seededRandom(seed))
}
