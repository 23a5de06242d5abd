import * as Plot from '@observablehq/plot'
import type { Distribution } from '../../drift/comparison.ts'
import { formatPercent } from '../format/number.ts'
import { oneLine } from '../plain-text.ts'
import type { Chart, ChartFrame } from './chart.ts'
import type { ChartTheme } from './theme.ts'

type Categorical = Extract<Distribution, { kind: 'categorical' }>
type Category = Categorical['categories'][number]

/** One bar: the row (a category's rank), the side, the share. */
interface Bar {
  readonly row: number
  readonly side: 'reference' | 'current'
  readonly share: number
}

const MOST_CATEGORIES = 12
/** What a distribution calls the categories that it pooled itself; stays last. */
const POOLED = '(other)'
const ROW_HEIGHT = 42

/**
 * Both shares of each category as a pair of bars, most frequent first: at most twelve, among them the four that
 * differ most; the others are one row, named with how many they are. Names are shortened to fit.
 */
export function categoryChart(
  distribution: Categorical,
  frame: ChartFrame & { readonly title: string },
): Chart {
  const { theme, width } = frame
  const shown = shownCategories(distribution.categories)
  const bars = shown.flatMap(({ reference, current }, row): Bar[] => [
    { row, side: 'reference', share: reference },
    { row, side: 'current', share: current },
  ])
  const longest = width < 400 ? 15 : 32
  const labels = shown.map(({ name }) => shortened(name, longest) || '(empty)')
  return {
    title: frame.title,
    options: {
      width,
      height: shown.length * ROW_HEIGHT + 12,
      marginLeft: marginFor(labels),
      marginRight: 56,
      marginTop: 6,
      marginBottom: 6,
      style: { fontFamily: theme.font, fontSize: '12.5px', color: theme.ink },
      x: { axis: null, domain: [0, Math.max(0.01, ...bars.map((bar) => bar.share))] },
      y: { axis: null, domain: ['reference', 'current'], padding: 0.08 },
      fy: { label: null, padding: 0.24, tickFormat: (row: number) => labels[row] ?? '' },
      marks: marks(bars, theme),
    },
  }
}

function marks(bars: readonly Bar[], theme: ChartTheme): Plot.Markish[] {
  const position = { x: 'share', y: 'side', fy: 'row' } as const
  const text = (bar: Bar) => formatPercent(bar.share)
  return [
    Plot.barX(bars, { ...position, fill: (bar: Bar) => theme[bar.side] }),
    Plot.text(bars, { ...position, text, textAnchor: 'start', dx: 5, fill: theme.ink }),
    Plot.ruleX([0], { stroke: theme.ink, strokeOpacity: 0.6 }),
  ]
}

function shownCategories(categories: readonly Category[]): readonly Category[] {
  const named = categories.filter(({ name }) => name !== POOLED)
  const already = categories.filter(({ name }) => name === POOLED)
  const ranked = named.toSorted(by(({ reference, current }) => Math.max(reference, current)))
  if (categories.length <= MOST_CATEGORIES) return [...ranked, ...already]
  const moved = named.toSorted(by(({ reference, current }) => Math.abs(current - reference))).slice(0, 4)
  const kept = new Set([...new Set([...moved, ...ranked])].slice(0, MOST_CATEGORIES - 1))
  const rest = ranked.filter((category) => !kept.has(category))
  const others = already.length > 0 ? 'all others' : `${rest.length} others`
  return [...ranked.filter((category) => kept.has(category)), pooled([...rest, ...already], others)]
}

function pooled(rest: readonly Category[], name: string): Category {
  const sum = (side: 'reference' | 'current') => rest.reduce((total, category) => total + category[side], 0)
  return { name, reference: sum('reference'), current: sum('current') }
}

/** Names often begin alike (`billing_refund_…`), so both ends are kept. */
function shortened(name: string, limit: number): string {
  const signs = Array.from(oneLine(name, 200))
  if (signs.length <= limit) return signs.join('')
  const tail = Math.floor(limit / 3)
  return `${signs.slice(0, limit - tail - 1).join('')}…${signs.slice(-tail).join('')}`
}

/** Room for the longest label at this font size; characters are counted as if all were wide ones. */
function marginFor(labels: readonly string[]): number {
  return 18 + 7.6 * Math.max(6, ...labels.map((label) => Array.from(label).length))
}

function by(size: (category: Category) => number): (a: Category, b: Category) => number {
  return (a, b) => size(b) - size(a) || (a.name < b.name ? -1 : 1)
}
