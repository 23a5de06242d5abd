/** Uniform numbers in [0, 1). Always seeded: the same seed gives the same cases, answers and logs. */
export type Random = () => number

/** A 32-bit number that stands for a text (FNV-1a with a final mix). Equal texts give equal numbers. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x7feb352d)
  hash = Math.imul(hash ^ (hash >>> 15), 0x846ca68b)
  return (hash ^ (hash >>> 16)) >>> 0
}

/** A seeded source of uniform numbers (mulberry32); parts of the seed are joined by `/`. */
export function seeded(...parts: readonly (string | number)[]): Random {
  let state = hashText(parts.join('/'))
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/**
 * One element, all equally likely.
 * @throws RangeError when there is nothing to pick from
 */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random() * items.length)]
  if (item === undefined)
    throw new RangeError('Cannot pick from an empty list: expected at least one element.')
  return item
}

/**
 * One element, each as likely as its weight (not negative; they need not add up to 1).
 * @throws RangeError when there is nothing to pick from
 */
export function pickWeighted<T>(random: Random, items: readonly (readonly [T, number])[]): T {
  let rest = random() * items.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [item, weight] of items) {
    rest -= weight
    if (rest < 0) return item
  }
  return pick(
    random,
    items.map(([item]) => item),
  )
}

/** A draw from the standard normal distribution (Box–Muller, cosine branch). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}
