/**
 * The items in random order, each order with the same chance (Fisher–Yates).
 *
 * @param random uniform in [0, 1), seeded
 * @example shuffled([1, 2, 3], seededRandom('a')) // the same order each time
 */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const order = [...items]
  for (let i = order.length - 1; i > 0; i -= 1) {
    const other = Math.floor(random() * (i + 1))
    const kept = order[other]!
    order[other] = order[i]!
    order[i] = kept
  }
  return order
}
