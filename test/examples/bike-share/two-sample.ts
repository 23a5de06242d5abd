/** The largest distance between the two empirical distributions (Kolmogorov–Smirnov statistic). */
export function ks(reference: readonly number[], current: readonly number[]): number {
  const [a, b] = [sorted(reference), sorted(current)]
  let [i, j, largest] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const at = Math.min(a[i]!, b[j]!)
    while (a[i] === at) i++
    while (b[j] === at) j++
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length))
  }
  return largest
}

/** P(reference > current) − P(reference < current). */
export function cliffsDelta(reference: readonly number[], current: readonly number[]): number {
  const b = sorted(current)
  let sum = 0
  for (const x of reference) sum += countBelow(b, x, false) - (b.length - countBelow(b, x, true))
  return sum / (reference.length * b.length)
}

/** Half the sum of the absolute differences of all categories' shares. */
export function totalVariation(reference: readonly string[], current: readonly string[]): number {
  const categories = [...new Set([...reference, ...current])]
  const share = (side: readonly string[], name: string) =>
    side.filter((each) => each === name).length / side.length
  return (
    categories.reduce((sum, name) => sum + Math.abs(share(reference, name) - share(current, name)), 0) / 2
  )
}

const sorted = (values: readonly number[]) => Float64Array.from(values).sort()

function countBelow(values: Float64Array, x: number, orEqual: boolean): number {
  let [low, high] = [0, values.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const below = orEqual ? values[middle]! <= x : values[middle]! < x
    if (below) low = middle + 1
    else high = middle
  }
  return low
}
