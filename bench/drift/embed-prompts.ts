import { createHashedNgrams } from '../../adapters/embedders/hashed-ngrams.ts'
import type { CoverageTexts } from '../../drift/coverage/texts.ts'

/** Cases and requests as the default embedder sees them, each request standing alone. */
export async function embedPrompts(
  cases: readonly string[],
  requests: readonly string[],
): Promise<CoverageTexts> {
  const texts = [...cases, ...requests].map((text) => ({ text, vector: null }))
  const found = await createHashedNgrams().embed(texts, new AbortController().signal)
  const rows = found.map((one) => (one?.kind === 'terms' ? one : { terms: [], counts: [] }))
  const starts = new Uint32Array(rows.length + 1)
  for (const [row, { terms }] of rows.entries()) starts[row + 1] = starts[row]! + terms.length
  const columns = new Uint32Array(starts[rows.length]!)
  const values = new Float32Array(columns.length)
  for (const [row, { terms, counts }] of rows.entries()) {
    columns.set(terms, starts[row]!)
    values.set(counts, starts[row]!)
  }
  return {
    kind: 'terms',
    rows: { starts, columns, values, width: 2 ** 18 },
    cases: cases.length,
    units: Uint32Array.from(requests, (_, i) => i),
    weights: new Float64Array(requests.length).fill(1),
  }
}
