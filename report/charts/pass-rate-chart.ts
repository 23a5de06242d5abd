import * as Plot from '@observablehq/plot'
import { formatPercent } from '../format/number.ts'
import type { PassRate } from '../pass-rates.ts'
import type { Chart, ChartFrame } from './chart.ts'

/** One line of the dot plot. */
interface Row extends PassRate {
  readonly side: string
  readonly colour: string
}

/** Both pass rates as dots with their Wilson intervals, over the part of the axis where they lie. */
export function passRateChart(
  rates: { readonly reference: PassRate; readonly current: PassRate },
  frame: ChartFrame & { readonly title: string },
): Chart {
  const { theme, width } = frame
  const ticks = width < 400 ? 3 : 6
  const rows: Row[] = [
    { ...rates.reference, side: 'baseline', colour: theme.reference },
    { ...rates.current, side: 'tonight', colour: theme.current },
  ]
  return {
    title: frame.title,
    options: {
      width,
      height: 132,
      marginLeft: 74,
      marginRight: 30,
      marginTop: 22,
      marginBottom: 42,
      style: { fontFamily: theme.font, fontSize: '12.5px', color: theme.ink },
      x: {
        domain: domainOf(rows),
        ticks,
        tickFormat: (share: number) => `${Number((share * 100).toFixed(1))} %`,
        label: 'pass rate, with its 95 % interval',
        labelArrow: 'none',
        labelAnchor: 'center',
        labelOffset: 38,
      },
      y: { label: null, domain: rows.map((row) => row.side), tickSize: 0 },
      marks: [Plot.gridX({ stroke: theme.faint, strokeOpacity: 1, ticks }), ...dots(rows, theme.ink)],
    },
  }
}

function dots(rows: readonly Row[], ink: string): Plot.Markish[] {
  const text = (row: Row) => formatPercent(row.rate)
  return [
    Plot.ruleY(rows, { y: 'side', x1: 'lower', x2: 'upper', stroke: 'colour', strokeWidth: 2.5 }),
    Plot.dot(rows, { y: 'side', x: 'rate', r: 5.5, fill: 'colour' }),
    Plot.text(rows, { y: 'side', x: 'rate', text, dy: -14, fill: ink, fontWeight: 600 }),
  ]
}

function domainOf(rows: readonly Row[]): [number, number] {
  const lower = Math.min(...rows.map((row) => row.lower))
  const upper = Math.max(...rows.map((row) => row.upper))
  const margin = Math.max(0.02, (upper - lower) * 0.15)
  return [Math.max(0, lower - margin), Math.min(1, upper + margin)]
}
