/** How often a text has each of its terms; terms rise, counts are whole numbers of at least 1, both of one length. */
export interface TermCounts {
  readonly terms: readonly number[]
  readonly counts: readonly number[]
}

/** A text as a row of a sparse matrix: columns rise; the squares of the weights add up to 1, or there are none. */
export interface WeighedText {
  readonly columns: Int32Array
  readonly weights: Float64Array
}

/** The rows of the reference and of the current texts, over the same columns. */
export interface WeighedTexts {
  readonly reference: readonly WeighedText[]
  readonly current: readonly WeighedText[]
  /** The term of each column, rising. */
  readonly terms: readonly number[]
}

/**
 * What are these texts about, as rows that can be compared by their dot product (the cosine)? TF-IDF, fitted on both
 * sides together: fitted on the reference alone, terms that only traffic has would weigh nothing, and traffic of the
 * very same distribution looks strange.
 *
 * The weight of a term is (1 + ln count) · (ln((1 + n) / (1 + d)) + 1), with n texts on both sides and d of them having
 * the term; then each row is brought to length 1. Both sides count alike, however many texts they have.
 *
 * @param reference  the cases; a text without terms gives an empty row
 * @param current    the sampled requests
 * @returns rows in the order of the texts; the order of texts changes no weight
 * @example weighTerms([{ terms: [7], counts: [3] }], []).reference[0]?.weights // [1]
 * @see scikit-learn's TfidfTransformer(sublinear_tf=True), whose values it gives
 */
export function weighTerms(reference: readonly TermCounts[], current: readonly TermCounts[]): WeighedTexts {
  const all = [...reference, ...current]
  const found = new Map<number, number>()
  for (const { terms } of all) for (const term of terms) found.set(term, (found.get(term) ?? 0) + 1)
  const terms = [...found.keys()].sort((a, b) => a - b)
  const columns = new Map(terms.map((term, column) => [term, column]))
  const rarity = terms.map((term) => Math.log((1 + all.length) / (1 + (found.get(term) ?? 0))) + 1)
  const weigh = (text: TermCounts) => weighText(text, columns, rarity)
  return { reference: reference.map(weigh), current: current.map(weigh), terms }
}

function weighText(
  { terms, counts }: TermCounts,
  columns: ReadonlyMap<number, number>,
  rarity: readonly number[],
): WeighedText {
  const own = Int32Array.from(terms, (term) => columns.get(term) ?? 0)
  const weights = Float64Array.from(
    own,
    (column, place) => (1 + Math.log(counts[place] ?? 1)) * (rarity[column] ?? 0),
  )
  const length = Math.sqrt(weights.reduce((sum, weight) => sum + weight * weight, 0))
  return { columns: own, weights: length === 0 ? weights : weights.map((weight) => weight / length) }
}
