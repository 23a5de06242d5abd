/**
 * Orders two texts by code points, as databases do by the bytes of UTF-8; negative when a comes first.
 * JavaScript's `<` orders by UTF-16 units, which puts U+FFFD after an emoji.
 */
export function byCodePoint(a: string, b: string): number {
  const end = Math.min(a.length, b.length)
  for (let i = 0; i < end; i += 1) {
    const difference = rank(a.charCodeAt(i)) - rank(b.charCodeAt(i))
    if (difference !== 0) return difference
  }
  return a.length - b.length
}

/** Lifts surrogates above the last unit of the basic plane, where the characters they stand for belong. */
function rank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800
}
