import * as Plot from '@observablehq/plot'
import type { Distribution } from '../../drift/comparison.ts'
import type { Chart, ChartFrame } from './chart.ts'
import { axisTicks, type DensityAxis, densityAxis } from './density-axis.ts'

type Numeric = Extract<Distribution, { kind: 'numeric' }>

/** One corner of a histogram's outline: `height` is share by width, so that areas can be compared. */
interface Corner {
  readonly x: number
  readonly height: number
}

/** What a density chart needs beside its data: `label` names the axis, `tick` writes a value on it. */
interface DensityFrame extends ChartFrame {
  readonly label: string
  readonly title: string
  readonly tick: (value: number) => string
}

/**
 * Both histograms over one axis: the reference as a filled area, the current side as a strong line; dashed lines at
 * the medians. Bins that grow by a constant factor are drawn on a logarithmic axis. Areas are shares, so bins of
 * different width do not mislead; the height itself has no unit and no axis.
 */
export function densityChart(distribution: Numeric, frame: DensityFrame): Chart {
  const axis = densityAxis(distribution.edges)
  const { theme, width, title } = frame
  const { reference, current } = distribution.quantiles
  return {
    title,
    options: {
      width,
      height: 210,
      marginLeft: 22,
      marginRight: 22,
      marginTop: 10,
      marginBottom: 46,
      style: { fontFamily: theme.font, fontSize: '12.5px', color: theme.ink },
      x: xScale(axis, frame),
      y: { axis: null },
      marks: [
        histogram(outline(axis, distribution.reference), { colour: theme.reference, fill: 0.28, line: 1.25 }),
        histogram(outline(axis, distribution.current), { colour: theme.current, fill: 0.12, line: 2 }),
        median(reference.p50, theme.reference),
        median(current.p50, theme.current),
        Plot.ruleY([0], { stroke: theme.ink, strokeOpacity: 0.6 }),
      ],
    },
  }
}

function xScale(axis: DensityAxis, { label, tick, width }: DensityFrame): Plot.ScaleOptions {
  return {
    type: axis.logarithmic ? 'log' : 'linear',
    domain: [axis.edges[0] ?? 0, axis.edges.at(-1) ?? 1],
    ticks: axisTicks(axis, width < 400 ? 4 : 7),
    tickFormat: tick,
    label: axis.logarithmic ? `${label} (logarithmic)` : label,
    labelArrow: 'none',
    labelAnchor: 'center',
    labelOffset: 42,
  }
}

function histogram(
  corners: readonly Corner[],
  { colour, fill, line }: { readonly colour: string; readonly fill: number; readonly line: number },
): Plot.Markish[] {
  const place = { x: 'x', curve: 'step-after' } as const
  return [
    // `y1` and `y2` instead of `y`: with `y` Plot stacks the second side on the first.
    Plot.areaY(corners, { ...place, y1: 0, y2: 'height', fill: colour, fillOpacity: fill }),
    Plot.lineY(corners, { ...place, y: 'height', stroke: colour, strokeWidth: line }),
  ]
}

function median(value: number, stroke: string): Plot.Markish {
  return Plot.ruleX([value], { stroke, strokeDasharray: '5 3', strokeWidth: 1.5 })
}

function outline({ edges, logarithmic }: DensityAxis, shares: readonly number[]): readonly Corner[] {
  const place = logarithmic ? Math.log : (value: number) => value
  const corners = shares.map((share, bin) => ({
    x: edges[bin] ?? 0,
    height: share / Math.max(place(edges[bin + 1] ?? 0) - place(edges[bin] ?? 0), Number.MIN_VALUE),
  }))
  const end = { x: edges.at(-1) ?? 1, height: corners.at(-1)?.height ?? 0 }
  return [{ x: edges[0] ?? 0, height: 0 }, ...corners, end, { ...end, height: 0 }]
}
