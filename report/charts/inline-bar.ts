/**
 * A tiny SVG for a table cell: how large the corrected effect is (bar) beside its minimum (tick), both absolute and
 * out of `scale`. Decorative: the numbers stand in the row.
 *
 * @param size at least 0; `minimum` and `scale` above 0
 */
export function effectBar(
  size: number,
  { minimum, scale }: { readonly minimum: number; readonly scale: number },
): string {
  const at = (value: number) => Math.min(1, Math.abs(value) / scale) * 80
  const mark = at(minimum).toFixed(1)
  return bar(
    `<rect x="0" y="4" width="${at(size).toFixed(1)}" height="6" rx="1" fill="${Math.abs(size) > minimum ? 'var(--current)' : 'var(--reference)'}"/>` +
      `<path d="M${mark} 1V13" stroke="currentColor" stroke-width="1"/>`,
  )
}

/** A tiny SVG of a pass rate with its interval on a line from 0 to 1. Decorative. */
export function intervalBar(
  rate: number,
  { lower, upper }: { readonly lower: number; readonly upper: number },
): string {
  const at = (share: number) => (3 + share * 74).toFixed(1)
  return bar(
    `<path d="M3 7H77" stroke="var(--rule)" stroke-width="1"/>` +
      `<path d="M${at(lower)} 7H${at(upper)}" stroke="var(--current)" stroke-width="3"/>` +
      `<circle cx="${at(rate)}" cy="7" r="3" fill="var(--current)"/>`,
  )
}

/** A share and its interval, in [0, 1]. */
interface MarkedShare {
  readonly rate: number
  readonly lower: number
  readonly upper: number
}

/** A tiny SVG of two pass rates with their intervals on one line from 0 to 1, the reference above. Decorative. */
export function pairBar(reference: MarkedShare, current: MarkedShare): string {
  const at = (share: number) => (3 + share * 74).toFixed(1)
  const mark = ({ rate, lower, upper }: MarkedShare, y: number, colour: string) =>
    `<path d="M${at(lower)} ${y}H${at(upper)}" stroke="var(--${colour})" stroke-width="2"/>` +
    `<circle cx="${at(rate)}" cy="${y}" r="2.5" fill="var(--${colour})"/>`
  return bar(
    `<path d="M3 7H77" stroke="var(--rule)" stroke-width="1"/>${mark(reference, 4, 'reference')}${mark(current, 10, 'current')}`,
  )
}

function bar(inside: string): string {
  return `<svg class="bar" viewBox="0 0 80 14" width="80" height="14" aria-hidden="true">${inside}</svg>`
}
