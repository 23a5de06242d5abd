import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { renderMail } from '../../report/mail.ts'
import { mailText } from '../../report/mail-text.ts'
import { renderPage } from '../../report/page.ts'
import { COMPLETE, DEGRADED, FAILED, QUIET } from './fixtures.ts'
import { eventHandlers, hostileNight, hostileText } from './hostile.ts'

test('subject and first line carry the decision', () => {
  const { subject, text, html } = renderMail(COMPLETE)
  assert.match(subject, /3 findings — pass rate of contains fell/)
  assert.match(text, /^1 regression, 2 drifts: pass rate of contains fell by 11\.3 points;/)
  const body = parseHTML(html).document.body.textContent.trim()
  assert.match(body, /^1 regression, 2 drifts/)
})

test('a night that is not complete says first what is missing', () => {
  assert.match(
    renderMail(DEGRADED).text,
    /^This night is degraded\. What is missing:\n- There is no log file/,
  )
  assert.match(renderMail(FAILED).text, /^This night FAILED\. What is missing:\n- The model at/)
  assert.match(
    parseHTML(renderMail(FAILED).html).document.querySelector('tr tr')?.textContent ?? '',
    /This night FAILED/,
  )
})

test('every picture in the HTML is attached and every attachment is shown', () => {
  const { html, images } = renderMail(COMPLETE)
  const shown = Array.from(html.matchAll(/cid:([^"]+)/g), (match) => match[1])
  assert.deepEqual(
    shown,
    images.map((image) => image.contentId),
  )
  assert.equal(new Set(shown).size, 3)
  for (const { png } of images) assert.deepEqual([...png.slice(1, 4)], [0x50, 0x4e, 0x47])
})

test('the HTML loads nothing and links to issues', () => {
  const { html } = renderMail(COMPLETE)
  assert.doesNotMatch(html, /<script|<link|src="(?!cid:)|url\(|undefined|NaN|\[object /)
  assert.match(html, /href="https:\/\/github\.com\/acme\/bot\/issues\/41"/)
})

test('what a sample of the traffic scores stands in both parts, and on the page, with what judging cost', () => {
  const told = /tone: 90\.6.% of 180 requests pass \(85\.4.% to 94\.0.%\)\./
  const left = /17 sampled requests not scored, because the budget of \$0\.2 was spent\./
  const { text, html } = renderMail(COMPLETE)
  const page = parseHTML(renderPage(COMPLETE)).document
  for (const part of [text, parseHTML(html).document.body.textContent, page.body.textContent]) {
    assert.match(part, left)
    assert.match(part, /Judging them cost \$0\.2137 \(91.204 tokens\)\./)
  }
  assert.match(text, told)
  assert.match(parseHTML(html).document.body.textContent, told)
  assert.equal(page.querySelectorAll('[aria-label="Pass rates of the traffic"] tbody tr').length, 2)
  assert.doesNotMatch(mailText({ ...COMPLETE, scoring: null }), /What a sample of the traffic/)
})

test('the text part alone tells findings, numbers, issues and the report', () => {
  const text = mailText(COMPLETE)
  for (const part of [
    '1. Pass rate of contains',
    'p < 0.001',
    'issues/41',
    'report.html',
    '304 cases',
    'It cost $1.5000, $0.3000 of it',
  ])
    assert.ok(text.includes(part), part)
})

test('a quiet night says so and is small', () => {
  const { subject, html, images } = renderMail(QUIET)
  assert.match(subject, /nothing diverged/)
  assert.equal(images.length, 0)
  assert.ok(html.length < 10_000)
})

test('at most six pictures are sent, however many findings there are', () => {
  const [first] = COMPLETE.findings
  assert.ok(first)
  const findings = Array.from({ length: 40 }, (_, rank) => ({ ...first, fingerprint: String(rank) }))
  const { images, html, text } = renderMail({ ...COMPLETE, findings })
  assert.equal(images.length, 6)
  assert.ok(html.length < 60_000)
  assert.match(text, /And 20 more findings/)
})

test('texts of strangers stay text in the mail', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      const { subject, html } = renderMail(hostileNight(text))
      assert.doesNotMatch(subject, /[\r\n]/)
      assert.doesNotMatch(html, /<(script|iframe|svg|style)|src="(?!cid:chart-)/i)
      assert.deepEqual(eventHandlers(html), [])
      assert.doesNotMatch(mailText(hostileNight(text)), /(?!\n)\p{Cc}/u)
    }),
    { numRuns: 10 },
  )
})

test('the same night gives the same bytes', () => {
  assert.deepEqual(renderMail(structuredClone(COMPLETE)), renderMail(COMPLETE))
})
