import { gammaln } from 'simple-statistics'

const TINY = 1e-300

/**
 * The probability that a number of Student's t distribution is larger than t: `scipy.stats.t.sf`.
 * By the incomplete beta function's continued fraction (Lentz), so that a tail keeps its relative accuracy.
 *
 * @param dof degrees of freedom, above 0
 * @param t any number; infinite ones give 0 and 1
 * @example studentSurvival(2.228138852, 10) // 0.025
 */
export function studentSurvival(t: number, dof: number): number {
  if (t < 0) return 1 - studentSurvival(-t, dof)
  // x and 1 − x, each without the rounding of the other.
  const square = t * t
  const near = square === Number.POSITIVE_INFINITY ? 0 : dof / (dof + square)
  const far = square === Number.POSITIVE_INFINITY ? 1 : square / (dof + square)
  return betaShare({ x: near, rest: far }, dof / 2, 0.5) / 2
}

/** The regularised incomplete beta function I_x(a, b); `rest` is 1 − x. */
function betaShare({ x, rest }: { readonly x: number; readonly rest: number }, a: number, b: number): number {
  if (x <= 0) return 0
  if (rest <= 0) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - betaShare({ x: rest, rest: x }, b, a)
  const logFactor = gammaln(a + b) - gammaln(a) - gammaln(b) + a * Math.log(x) + b * Math.log(rest)
  return (Math.exp(logFactor) * betaFraction(x, a, b)) / a
}

function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / awayFromZero(1 - ((a + b) * x) / (a + 1))
  let result = d
  for (let k = 1; k < 10_000; k += 1) {
    const even = (k * (b - k) * x) / ((a + 2 * k - 1) * (a + 2 * k))
    const odd = (-(a + k) * (a + b + k) * x) / ((a + 2 * k) * (a + 2 * k + 1))
    d = 1 / awayFromZero(1 + even * d)
    c = awayFromZero(1 + even / c)
    result *= c * d
    d = 1 / awayFromZero(1 + odd * d)
    c = awayFromZero(1 + odd / c)
    result *= c * d
    if (Math.abs(c * d - 1) < 3e-16) break
  }
  return result
}

function awayFromZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value
}
