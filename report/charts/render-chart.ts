import { fileURLToPath } from 'node:url'
import * as Plot from '@observablehq/plot'
import { Resvg } from '@resvg/resvg-js'
import { parseHTML } from 'linkedom'
import { visibleText } from '../plain-text.ts'
import type { Chart } from './chart.ts'

const FONTS = ['400Regular/Inter_400Regular.ttf', '600SemiBold/Inter_600SemiBold.ttf'].map((file) =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${file}`)),
)

/**
 * A chart as an SVG element for a page: no scripts, no external resources, a `<title>` that says what it shows.
 * Texts in it may come from strangers: they are text nodes, and characters that XML forbids are replaced.
 */
export function svgChart(chart: Chart): string {
  const { document } = parseHTML('<!doctype html><html><body></body></html>')
  const svg = Plot.plot({ ...chart.options, document: document as unknown as Document })
  for (const style of svg.querySelectorAll('style')) style.remove()
  // Plot's own figure size gives way to the page's: the view box keeps the proportions.
  svg.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  svg.setAttribute('role', 'img')
  const title = document.createElementNS('http://www.w3.org/2000/svg', 'title')
  title.textContent = chart.title
  svg.insertBefore(title as unknown as Node, svg.firstChild)
  return visibleText(svg.outerHTML)
}

/**
 * A chart as a PNG on white, twice as many pixels as its width for sharp screens. Only the fonts that ship with the
 * package are used, so every machine draws the same bytes; signs they lack are shown as boxes.
 */
export function pngChart(chart: Chart): Uint8Array {
  const picture = new Resvg(withDrawableSigns(svgChart(chart)), {
    background: '#ffffff',
    fitTo: { mode: 'zoom', value: 2 },
    font: { loadSystemFonts: false, fontFiles: FONTS, defaultFontFamily: 'Inter' },
  })
  return new Uint8Array(picture.render().asPng())
}

/** Inter draws Latin, Greek and Cyrillic; what it lacks would vanish without a trace. */
function withDrawableSigns(svg: string): string {
  return svg.replace(/[^\t\n -\u058f\u1e00-\u2bff\ufffd]/gu, '□')
}
