import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Resvg } from '@resvg/resvg-js'
import type { Distribution } from '../../drift/comparison.ts'
import { chartOf } from '../../report/charts/chart-of.ts'
import { pngChart, svgChart } from '../../report/charts/render-chart.ts'
import { PAGE_THEME, PRINT_THEME } from '../../report/charts/theme.ts'
import { comparison } from './fixture-findings.ts'
import { COMPLETE } from './fixtures.ts'

const page = { width: 680, theme: PAGE_THEME }
const print = { width: 480, theme: PRINT_THEME }
const QUANTILES = { p5: 1, p50: 2, p95: 3 }

function svgOf(distribution: Distribution | null, check = 'latency_ms'): string | null {
  const type = distribution?.kind ?? 'numeric'
  const chart = chartOf(comparison({ check, type, distribution }), page)
  return chart && svgChart(chart)
}

test('every kind of finding is drawn, with axis labels in it', () => {
  const texts = COMPLETE.findings.map((one) => {
    const chart = chartOf(one.comparison, page)
    assert.ok(chart)
    return svgChart(chart)
  })
  assert.match(texts[0] ?? '', /pass rate, with its 95 % interval/)
  assert.match(texts[1] ?? '', /latency \(logarithmic\)/)
  assert.match(texts[2] ?? '', /child_seat/)
})

test('a picture for mail has dark pixels where its letters are', () => {
  const words = { title: 'words', options: { width: 300, height: 80, marks: [] } }
  const empty = darkPixels(pngChart({ ...words, options: { ...words.options, x: { axis: null } } }))
  for (const { comparison } of COMPLETE.findings) {
    const chart = chartOf(comparison, print)
    assert.ok(chart)
    const drawn = darkPixels(pngChart(chart))
    const unlettered = darkPixels(
      pngChart({ ...chart, options: { ...chart.options, style: { color: '#ffffff' } } }),
    )
    assert.ok(drawn > empty + 100, `${drawn} dark pixels`)
    assert.ok(drawn > unlettered)
  }
})

test('both outlines start at the ground and stand for areas: a density of bins with different widths', () => {
  const edges = [0, 1, 3, 4]
  const svg = svgOf({
    kind: 'numeric',
    edges,
    reference: [0.5, 0.5, 0],
    current: [0, 0.5, 0.5],
    quantiles: { reference: QUANTILES, current: QUANTILES },
  })
  assert.match(svg ?? '', /aria-label="area"/)
  assert.doesNotMatch(svg ?? '', /NaN|undefined|Infinity/)
})

test('distributions at the edge of sense are drawn or left out, never broken', () => {
  const quantiles = { reference: QUANTILES, current: QUANTILES }
  const shapes: (Distribution | null)[] = [
    null,
    { kind: 'numeric', edges: [], reference: [], current: [], quantiles },
    { kind: 'numeric', edges: [5, 5], reference: [1], current: [1], quantiles },
    {
      kind: 'numeric',
      edges: [-Infinity, 0, 1, Infinity],
      reference: [0, 1, 0],
      current: [1, 0, 0],
      quantiles,
    },
    { kind: 'numeric', edges: [1e-9, 1e-3, 10, 1e12], reference: [0, 1, 0], current: [1, 0, 0], quantiles },
    { kind: 'categorical', categories: [] },
    { kind: 'categorical', categories: [{ name: '', reference: 0, current: 0 }] },
    { kind: 'paired', table: { n11: 0, n10: 0, n01: 0, n00: 0 } },
    { kind: 'paired', table: { n11: 1, n10: 0, n01: 0, n00: 0 } },
  ]
  for (const shape of shapes) assert.doesNotMatch(svgOf(shape) ?? '', /NaN|undefined|Infinity/)
  assert.deepEqual(
    shapes.map((shape) => svgOf(shape) === null),
    [true, true, false, false, false, true, false, true, false],
  )
})

test('a thousand categories become twelve rows, the most changed among them', () => {
  const categories = Array.from({ length: 1000 }, (_, rank) => ({
    name: `c${rank}`,
    reference: 0.001,
    current: 0.001,
  }))
  const svg = svgOf(
    { kind: 'categorical', categories: [...categories, { name: 'grown', reference: 0, current: 0.0009 }] },
    'tags.x',
  )
  assert.match(svg ?? '', /grown/)
  assert.match(svg ?? '', /990 others/)
  assert.equal((svg?.match(/<rect /g) ?? []).length, 24)
})

test('names of strangers are text in a picture, and signs no font has are boxes', () => {
  const name = '<b>\u0007 退款'
  const distribution: Distribution = { kind: 'categorical', categories: [{ name, reference: 1, current: 1 }] }
  assert.match(svgOf(distribution, 'tags.x') ?? '', /&lt;b&gt;\ufffd 退款/)
  const chart = chartOf(comparison({ check: 'tags.x', type: 'categorical', distribution }), print)
  assert.ok(chart && darkPixels(pngChart(chart)) > 0)
})

/** Counts pixels darker than mid-grey, by drawing the PNG again inside an SVG. */
function darkPixels(png: Uint8Array): number {
  const view = new DataView(png.buffer, png.byteOffset)
  const [width, height] = [view.getUint32(16), view.getUint32(20)]
  const data = Buffer.from(png).toString('base64')
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${data}"/></svg>`
  const { pixels } = new Resvg(svg, { font: { loadSystemFonts: false } }).render()
  let dark = 0
  for (let at = 0; at < pixels.length; at += 4)
    if ((pixels[at] ?? 255) + (pixels[at + 1] ?? 255) + (pixels[at + 2] ?? 255) < 384) dark += 1
  return dark
}
