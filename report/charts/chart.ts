import type { PlotOptions } from '@observablehq/plot'
import type { ChartTheme } from './theme.ts'

/** A chart before it is drawn: Plot's options, and what it shows in a sentence for who cannot see it. */
export interface Chart {
  readonly title: string
  readonly options: PlotOptions
}

/** Where a chart will stand. `width` in CSS pixels: about 640 in a page or mail, 340 on a telephone. */
export interface ChartFrame {
  readonly width: number
  readonly theme: ChartTheme
}
