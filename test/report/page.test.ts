import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import type { NightReport } from '../../report/night-report.ts'
import { renderPage } from '../../report/page.ts'
import { comparison, finding } from './fixture-findings.ts'
import { CANCELLED, COMPLETE, DEGRADED, FAILED, QUIET } from './fixtures.ts'
import { eventHandlers, hostileNight, hostileText } from './hostile.ts'

const parse = (html: string) => parseHTML(html).document
const textOf = (html: string) => parse(html).body.textContent.replace(/\s+/g, ' ')
const NIGHTS: readonly (readonly [string, NightReport])[] = [
  ['complete', COMPLETE],
  ['quiet', QUIET],
  ['degraded', DEGRADED],
  ['failed', FAILED],
  ['cancelled', CANCELLED],
]

for (const [name, report] of NIGHTS) {
  test(`the page of a ${name} night needs nothing from outside and runs nothing`, () => {
    const page = renderPage(report)
    assert.doesNotMatch(page, /<script|<link|<iframe|@import|url\(|src=/i)
    assert.doesNotMatch(page, /undefined|NaN|\[object /)
    assert.equal(page, renderPage(structuredClone(report)))
  })

  test(`the page of a ${name} night has one first heading, captions and named pictures`, () => {
    const document = parse(renderPage(report))
    assert.equal(document.querySelectorAll('h1').length, 1)
    for (const table of document.querySelectorAll('table')) assert.ok(table.querySelector('caption'))
    for (const svg of document.querySelectorAll('svg[role=img]'))
      assert.ok(svg.querySelector('title')?.textContent)
  })
}

test('what became of all lines of the logs is told, and of rows that are no record where there are any', () => {
  const { traffic } = COMPLETE
  const told = (leftOut: number) =>
    parse(renderPage({ ...COMPLETE, traffic: traffic && { ...traffic, leftOut } })).querySelector('main')
      ?.textContent ?? ''
  assert.match(told(41), /2 unreadable lines in quarantine.*duplicates? left out\. 41 rows made no record/)
  assert.doesNotMatch(told(0), /made no record/)
})

test('what is missing comes before everything else', () => {
  for (const report of [DEGRADED, FAILED, CANCELLED]) {
    const page = parse(renderPage(report))
    assert.equal(
      page.querySelector('main')?.firstElementChild?.querySelector('li')?.textContent,
      report.missing[0],
    )
  }
})

test('a finding shows n, effect, interval, adjusted p with its level, rule, chart, flips, examples and issue', () => {
  const article = parse(renderPage(COMPLETE)).querySelector('article')
  const text = (article?.textContent ?? '').replace(/\s+/g, ' ')
  for (const part of [
    '300 cases',
    '−11.3 points',
    '−15.3 to −7.6 points',
    'p < 0.001',
    '0.0066',
    'exact McNemar',
  ])
    assert.ok(text.includes(part), part)
  assert.ok(text.includes(COMPLETE.findings[0]?.comparison.rule ?? '-'))
  assert.ok(text.includes('Please contact our support team.'))
  assert.equal(article?.querySelectorAll('svg').length, 2)
  assert.deepEqual(
    Array.from(article?.querySelectorAll('.flips td.number') ?? [], (cell) => cell.textContent),
    ['246', '36', '2', '16'],
  )
  assert.equal(article?.querySelector('a')?.getAttribute('href'), 'https://github.com/acme/bot/issues/41')
})

test('cases that are scored, errored, unscored and skipped are counted apart', () => {
  assert.match(textOf(renderPage(COMPLETE)), /300 scored, 2 errored, 1 unscored, 1 skipped/)
})

test('texts of strangers stay text on the page', () => {
  const calm = elementsOf(renderPage(hostileNight('calm')))
  fc.assert(
    fc.property(hostileText(), (text) => {
      const page = renderPage(hostileNight(text))
      for (const [name, count] of elementsOf(page)) assert.ok(calm.has(name), `${name} ×${count}`)
      assert.deepEqual(eventHandlers(page), [])
      for (const link of parse(page).querySelectorAll('[href]'))
        assert.match(link.getAttribute('href') ?? '', /^(https:\/\/github\.com\/acme\/|file:\/\/\/srv\/|#)/)
    }),
    { numRuns: 25 },
  )
})

test('a place with another scheme than web, mail or file is not linked', () => {
  const page = renderPage({ ...COMPLETE, reportLocation: 'javascript:alert(1)' })
  assert.equal(parse(page).querySelectorAll('a[href^=javascript]').length, 0)
})

test('a night with hundreds of findings, long examples and many categories stays small', () => {
  const categories = Array.from({ length: 5000 }, (_, rank) => ({
    name: `category ${rank}`,
    reference: 1 / 5000,
    current: 1 / 5000,
  }))
  const many = comparison({ type: 'categorical', distribution: { kind: 'categorical', categories } })
  const example = { id: 'x', input: 'long '.repeat(50_000), output: null, expected: null, why: 'long' }
  const findings = Array.from({ length: 500 }, (_, rank) =>
    finding({
      comparison: many,
      title: `Finding ${rank}`,
      fingerprint: String(rank),
      examples: Array(50).fill(example),
    }),
  )
  const page = renderPage({ ...COMPLETE, findings, comparisons: Array(5000).fill(many) })
  assert.ok(page.length < 1_000_000, `${page.length} characters`)
  assert.match(textOf(page), /Finding 199 And 300 more/)
  assert.match(page, /more characters/)
})

/** Of the page of a run: its own style and script, and data that `scriptData` has made harmless. */
const OWN_PARTS = ['it.style', 'it.script', 'it.data']

test('templates write nothing raw but other templates, pictures drawn here and the own parts of a page', () => {
  const folder = new URL('../../report/templates/', import.meta.url)
  for (const name of readdirSync(folder))
    for (const [, raw] of readFileSync(new URL(name, folder), 'utf8').matchAll(/<%~\s*(.*?)\s*%>/g))
      if (name !== 'view.eta' || !OWN_PARTS.includes(raw ?? ''))
        assert.match(raw ?? '', /^(include\(.*\)|(it|column)\.(wide|narrow)|(scorer|row|it)\.bar)$/, name)
})

function elementsOf(html: string): Map<string, number> {
  const names = new Map<string, number>()
  for (const { localName } of parse(html).querySelectorAll('*'))
    names.set(localName, (names.get(localName) ?? 0) + 1)
  return names
}
