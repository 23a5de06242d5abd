/** The axis of a histogram: its bins with finite edges, and whether they grow by a constant factor. */
export interface DensityAxis {
  readonly edges: readonly number[]
  readonly logarithmic: boolean
}

/** The axis that fits the bins' edges. Open ends (infinite edges) become as wide as the bin beside them. */
export function densityAxis(edges: readonly number[]): DensityAxis {
  const finite = finiteEdges(edges)
  return { edges: finite, logarithmic: growsByFactor(finite) }
}

/**
 * At most `most` places for ticks: round numbers on a logarithmic axis, bin edges when these are whole numbers, and
 * otherwise `most` itself, which leaves the choice to the chart library.
 */
export function axisTicks({ edges, logarithmic }: DensityAxis, most: number): number[] | number {
  if (logarithmic) return logarithmicTicks(edges, most)
  return edges.every(Number.isInteger) && edges.length <= 13 ? everyFew(edges, most) : most
}

function logarithmicTicks(edges: readonly number[], most: number): number[] {
  const [first = 1] = edges
  const last = edges.at(-1) ?? 10
  for (const digits of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = roundNumbers(first, last, digits)
    if (ticks.length <= most) return ticks
  }
  return everyFew(roundNumbers(first, last, [1]), most)
}

function roundNumbers(first: number, last: number, digits: readonly number[]): number[] {
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(first)); power <= Math.log10(last); power += 1)
    for (const digit of digits) ticks.push(Number(`${digit}e${power}`))
  return ticks.filter((tick) => tick >= first && tick <= last)
}

function everyFew(places: readonly number[], most: number): number[] {
  const step = Math.max(1, Math.ceil(places.length / most))
  return places.filter((_, place) => place % step === 0)
}

function finiteEdges(edges: readonly number[]): readonly number[] {
  const inner = edges.filter(Number.isFinite)
  const [first = 0, second = first + 1] = inner
  const last = inner.at(-1) ?? 1
  const before = inner.at(-2) ?? last - 1
  const open = (edge: number) => (edge < 0 ? 2 * first - second : 2 * last - before)
  return edges.map((edge) => (Number.isFinite(edge) ? edge : open(edge)))
}

function growsByFactor(edges: readonly number[]): boolean {
  const [first = 0, second = 0] = edges
  const last = edges.at(-1) ?? 0
  const before = edges.at(-2) ?? 0
  return first > 0 && edges.length > 3 && last - before > 3 * (second - first)
}
