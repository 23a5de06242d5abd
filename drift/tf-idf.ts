import { rowCount, type SparseRows } from '../stats/sparse-rows.ts'

/**
 * What are these texts about, as rows that can be compared by their dot product (the cosine)? TF-IDF, fitted on all of
 * them together: fitted on the cases alone, terms that only traffic has would weigh nothing, and traffic of the very same
 * distribution looks strange.
 *
 * The weight of a term is (1 + ln count) · (ln((1 + n) / (1 + d)) + 1), with n texts and d of them having the term; then
 * each row is brought to length 1.
 *
 * @param counts  a row a text: how often it has each term, at least 1; a text without terms gives an empty row
 * @returns rows in the order of the texts, in the same places; the order of texts changes no weight
 * @example weighTerms(rows).values // of one text that has one term three times: [1]
 * @see scikit-learn's TfidfTransformer(sublinear_tf=True), whose values it gives
 */
export function weighTerms(counts: SparseRows): SparseRows {
  const { columns, width } = counts
  const found = new Uint32Array(width)
  for (let i = 0; i < columns.length; i += 1) found[columns[i]!]! += 1
  const texts = rowCount(counts)
  const rarity = Float64Array.from(found, (having) => Math.log((1 + texts) / (1 + having)) + 1)
  const values = new Float32Array(columns.length)
  for (let i = 0; i < values.length; i += 1) {
    const count = counts.values[i]!
    // Most terms occur once, and a logarithm is dear.
    values[i] = (count === 1 ? 1 : 1 + Math.log(count)) * rarity[columns[i]!]!
  }
  return bringToLengthOne({ ...counts, values })
}

/** The rows brought to length 1, so that their dot product is the cosine; a row of zeros stays as it is. */
export function atLengthOne(rows: SparseRows): SparseRows {
  return bringToLengthOne({ ...rows, values: rows.values.slice() })
}

/** In place. */
function bringToLengthOne(rows: SparseRows): SparseRows {
  const { starts, values } = rows
  for (let row = 0; row + 1 < starts.length; row += 1) {
    const end = starts[row + 1]!
    let squares = 0
    for (let i = starts[row]!; i < end; i += 1) squares += values[i]! * values[i]!
    const length = Math.sqrt(squares)
    if (length > 0) for (let i = starts[row]!; i < end; i += 1) values[i]! /= length
  }
  return rows
}
