/** A standard normal number (Box & Muller 1958). */
export function drawNormal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
}

/** Above this variance a binomial number is drawn as a rounded normal one, which is far quicker. */
const NORMAL_FROM = 30

/** How many of so many rows fall into each cell? Cell after cell, each binomial among what is left. */
export function drawCounts(n: number, shares: Float64Array, random: () => number): Float64Array {
  const counts = new Float64Array(shares.length)
  let rows = n
  let rest = shares.reduce((sum, share) => sum + share, 0)
  for (let i = 0; i < shares.length && rows > 0; i += 1) {
    const share = rest <= shares[i]! ? 1 : shares[i]! / rest
    counts[i] = drawBinomial(rows, share, random)
    rows -= counts[i]!
    rest -= shares[i]!
  }
  return counts
}

function drawBinomial(n: number, share: number, random: () => number): number {
  if (share <= 0 || n === 0) return 0
  if (share >= 1) return n
  if (share > 0.5) return n - drawBinomial(n, 1 - share, random)
  const variance = n * share * (1 - share)
  if (variance < NORMAL_FROM) return invertedBinomial(n, share, random())
  const drawn = Math.round(n * share + Math.sqrt(variance) * drawNormal(random))
  return Math.min(n, Math.max(0, drawn))
}

function invertedBinomial(n: number, share: number, uniform: number): number {
  let mass = Math.exp(n * Math.log1p(-share))
  let left = uniform - mass
  let k = 0
  while (left >= 0 && k < n) {
    k += 1
    mass *= ((n - k + 1) / k) * (share / (1 - share))
    left -= mass
    if (mass < 1e-18 && k > n * share) break
  }
  return k
}
