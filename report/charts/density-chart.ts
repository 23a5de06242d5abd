import * as Plot from '@observablehq/plot'
import type { Distribution } from '../../drift/comparison.ts'
import type { Chart, ChartFrame } from './chart.ts'

type Numeric = Extract<Distribution, { kind: 'numeric' }>

/** One corner of a histogram's outline: `height` is share by width, so that areas can be compared. */
interface Corner {
  readonly x: number
  readonly height: number
}

/**
 * Both histograms over one axis: the reference as a filled area, the current side as a strong line; dashed lines at
 * the medians. Bins that grow by a constant factor are drawn on a logarithmic axis. Areas are shares, so bins of
 * different width do not mislead; the height itself has no unit and no axis.
 *
 * @param frame `label` names the axis, `quantity` writes a value of it
 */
export function densityChart(
  distribution: Numeric,
  frame: ChartFrame & {
    readonly label: string
    readonly title: string
    readonly quantity: (value: number) => string
  },
): Chart {
  const edges = finiteEdges(distribution.edges)
  const logarithmic = growsByFactor(edges)
  const { theme, quantity } = frame
  const reference = outline(edges, distribution.reference, logarithmic)
  const current = outline(edges, distribution.current, logarithmic)
  const { quantiles } = distribution
  const line = { x: 'x', y: 'height', curve: 'step-after' } as const
  const area = { x: 'x', y1: 0, y2: 'height', curve: 'step-after' } as const
  return {
    title: frame.title,
    options: {
      width: frame.width,
      height: 210,
      marginLeft: 22,
      marginRight: 22,
      marginTop: 10,
      marginBottom: 46,
      style: { fontFamily: theme.font, fontSize: '12.5px', color: theme.ink },
      x: {
        type: logarithmic ? 'log' : 'linear',
        domain: [edges[0] ?? 0, edges.at(-1) ?? 1],
        ticks: ticksOf(edges, { logarithmic, most: frame.width < 400 ? 4 : 7 }),
        tickFormat: quantity,
        label: logarithmic ? `${frame.label} (logarithmic)` : frame.label,
        labelArrow: 'none',
        labelAnchor: 'center',
        labelOffset: 42,
      },
      y: { axis: null },
      marks: [
        Plot.areaY(reference, { ...area, fill: theme.reference, fillOpacity: 0.28 }),
        Plot.lineY(reference, { ...line, stroke: theme.reference, strokeWidth: 1.25 }),
        Plot.areaY(current, { ...area, fill: theme.current, fillOpacity: 0.12 }),
        Plot.lineY(current, { ...line, stroke: theme.current, strokeWidth: 2 }),
        median(quantiles.reference.p50, theme.reference),
        median(quantiles.current.p50, theme.current),
        Plot.ruleY([0], { stroke: theme.ink, strokeOpacity: 0.6 }),
      ],
    },
  }
}

function median(value: number, stroke: string): Plot.Markish {
  return Plot.ruleX([value], { stroke, strokeDasharray: '5 3', strokeWidth: 1.5 })
}

function outline(
  edges: readonly number[],
  shares: readonly number[],
  logarithmic: boolean,
): readonly Corner[] {
  const place = logarithmic ? Math.log : (value: number) => value
  const corners = shares.map((share, bin) => ({
    x: edges[bin] ?? 0,
    height: share / Math.max(place(edges[bin + 1] ?? 0) - place(edges[bin] ?? 0), Number.MIN_VALUE),
  }))
  return [
    { x: edges[0] ?? 0, height: 0 },
    ...corners,
    { x: edges.at(-1) ?? 1, height: corners.at(-1)?.height ?? 0 },
  ]
}

/** Open ends (infinite edges) become as wide as the bin beside them. */
function finiteEdges(edges: readonly number[]): readonly number[] {
  const inner = edges.filter(Number.isFinite)
  const [first = 0, second = first + 1] = inner
  const last = inner.at(-1) ?? 1
  const before = inner.at(-2) ?? last - 1
  return edges.map((edge) =>
    edge === -Infinity ? 2 * first - second : edge === Infinity ? 2 * last - before : edge,
  )
}

function growsByFactor(edges: readonly number[]): boolean {
  const [first = 0, second = 0] = edges
  const last = edges.at(-1) ?? 0
  const before = edges.at(-2) ?? 0
  return first > 0 && edges.length > 3 && last - before > 3 * (second - first)
}

function ticksOf(
  edges: readonly number[],
  { logarithmic, most }: { readonly logarithmic: boolean; readonly most: number },
): number[] | number {
  if (!logarithmic) return most
  const [first = 1] = edges
  const last = edges.at(-1) ?? 10
  for (const digits of [[1, 2, 5], [1, 3], [1]]) {
    const ticks = roundNumbers(first, last, digits)
    if (ticks.length <= most) return ticks
  }
  const powers = roundNumbers(first, last, [1])
  return powers.filter((_, place) => place % Math.ceil(powers.length / most) === 0)
}

function roundNumbers(first: number, last: number, digits: readonly number[]): number[] {
  const ticks: number[] = []
  for (let power = Math.floor(Math.log10(first)); power <= Math.log10(last); power += 1)
    for (const digit of digits) ticks.push(Number(`${digit}e${power}`))
  return ticks.filter((tick) => tick >= first && tick <= last)
}
