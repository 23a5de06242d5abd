/**
 * A p-value as people write it. Below the floor only the floor is named: a thousandth, or the power of ten
 * at or below the level it is held against, so that a comparison with a small level can be followed.
 * No p-value (`null`): `no p-value`.
 *
 * @param p in [0, 1]
 * @param level the level it is held against, in (0, 1)
 * @example formatPValue(0.00004) // 'p < 0.001'
 * @example formatPValue(0.00004, 0.0007) // 'p < 0.0001'
 */
export function formatPValue(p: number | null, level = 0.05): string {
  if (p === null || !Number.isFinite(p)) return 'no p-value'
  const floor = Math.min(0.001, 10 ** Math.floor(Math.log10(Math.max(level, 1e-12))))
  if (p < floor) return `p < ${decimal(floor)}`
  return p > 0.9995 ? 'p = 1' : `p = ${decimal(Number(p.toPrecision(3)))}`
}

/**
 * The level of a test, two significant digits.
 *
 * @example formatLevel(0.00657534) // '0.0066'
 */
export function formatLevel(level: number): string {
  return decimal(Number(level.toPrecision(2)))
}

function decimal(value: number): string {
  return value < 1e-6 && value > 0 ? value.toExponential() : value.toFixed(12).replace(/\.?0+$/, '')
}
