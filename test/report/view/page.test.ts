import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import { chooseCases } from '../../../report/view/choose-cases.ts'
import type { PageData } from '../../../report/view/page-data.ts'
import { pageText } from '../../../report/view/page-text.ts'
import { rateRows } from '../../../report/view/rates.ts'
import { renderViewPage, scriptData } from '../../../report/view/view-page.ts'
import { runHeadline } from '../../../report/view/view-words.ts'
import { hostileText } from '../hostile.ts'
import { type GivenCase, runViewOf } from './run-view-of.ts'

const range = (count: number) => Array.from({ length: count }, (_, place) => place)

/** Of 40 cases the first `failing` fail; the intents alternate. */
const cases = (failing: number): GivenCase[] =>
  range(40).map((place) => ({
    id: `c${place}`,
    tags: { intent: place % 2 === 0 ? 'refund' : 'order' },
    expected: '14 days',
    answers: [{ output: `in ${place} days`, passed: place >= failing }],
  }))

const dataOf = (html: string): PageData => {
  const { document } = parseHTML(html)
  return JSON.parse(document.getElementById('data')?.textContent ?? '')
}

test('the page tells rates with intervals, changes over the pairs, and links to the cases behind them', () => {
  const html = renderViewPage(runViewOf(cases(6), cases(2)))
  const { document } = parseHTML(html)
  assert.equal(document.querySelector('h1')?.textContent, '4 cases regressed')
  const cells = [...document.querySelectorAll('table.rates tbody tr:first-child > *')].slice(0, 8)
  assert.deepEqual(
    cells.map(({ textContent }) => textContent?.replace(/[\s\u202f]+/g, ' ').trim()),
    ['exact', '95.0 %', '85.0 %', '70.9 % to 92.9 %', '', '−10.0 points −23.1 to +1.2', '4', '0'],
  )
  const links = [...document.querySelectorAll('table.rates a')].map((link) => link.getAttribute('href'))
  assert.ok(links.includes('#show=regressed&scorer=exact'))
  assert.ok(links.includes('#show=regressed&scorer=exact&slice=intent%3Drefund'))
  assert.equal(html, renderViewPage(runViewOf(cases(6), cases(2))))
})

test('one run by itself tells what fails, and offers no comparison', () => {
  const html = renderViewPage(runViewOf(cases(6)))
  const { document } = parseHTML(html)
  assert.equal(document.querySelector('h1')?.textContent, '6 of 40 cases fail')
  assert.doesNotMatch(document.querySelector('main')?.textContent ?? '', /[Bb]ase|regressed/)
  assert.equal(dataOf(html).base, null)
})

test('the headline says what was found, and where nothing could be', () => {
  const silent: GivenCase = { id: 'a', answers: [{ error: { kind: 'timeout', message: 'No answer.' } }] }
  const good: GivenCase = { id: 'a', answers: ['x'] }
  const bad: GivenCase = { id: 'a', answers: [{ output: 'x', passed: false }] }
  const unscored: GivenCase = { id: 'a', answers: [{ output: 'x', passed: null }] }
  const other: GivenCase = { id: 'b', answers: ['x'] }
  const line = (head: GivenCase[], base?: GivenCase[]) => runHeadline(runViewOf(head, base))
  assert.equal(line([silent]), 'No case was scored, 1 has no answer')
  assert.equal(line([unscored]), 'No case was scored')
  assert.equal(line([good, other]), 'No case fails')
  assert.equal(line([bad, other]), '1 of 2 cases fails')
  assert.equal(line([good], [good]), 'No case regressed')
  assert.equal(line([good], [bad]), 'No case regressed, 1 was fixed')
  for (const base of [silent, unscored, other, { ...good, input: 'edited' }])
    assert.equal(line([bad], [base]), 'Nothing to compare: no case was scored in both runs')
})

test('slices stand with the worst first', () => {
  const given = cases(0).map((item, place) =>
    place < 9 && place % 2 === 1 ? { ...item, answers: [{ output: 'x', passed: false }] } : item,
  )
  const rows = rateRows(runViewOf(given, cases(0)))
  assert.deepEqual(
    rows.map(({ slice }) => slice),
    [null, 'intent=order', 'intent=refund'],
  )
  assert.deepEqual([rows[1]?.change?.regressed, rows[2]?.change?.regressed], [4, 0])
})

test('what is left out of a comparison is said', () => {
  const edited = cases(0).map((item, place) => (place === 0 ? { ...item, input: 'asked anew' } : item))
  const base = [...cases(0).slice(0, 30), { id: 'old', answers: ['x'] }]
  const { document } = parseHTML(renderViewPage(runViewOf(edited, base)))
  const note = document.querySelector('header li')?.textContent ?? ''
  assert.match(
    note,
    /the 29 cases that both runs answered.*10 in this run only, 1 in the base only, 1 edited/,
  )
})

test('the data holds each case with its epochs, scores, errors and both versions of an edited one', () => {
  const head: GivenCase = {
    id: 'a',
    input: 'now',
    expected: ['14 days', 'two weeks'],
    answers: ['14 days', { output: '3 days', passed: false, reason: 'wrong' }],
  }
  const base: GivenCase = {
    id: 'a',
    input: 'then',
    expected: { days: 14 },
    answers: [{ error: { kind: 'timeout', message: 'No answer in 30 s.' } }, 'x'],
  }
  const [item] = dataOf(renderViewPage(runViewOf([head], [base]))).cases
  assert.deepEqual(item?.input, [{ text: 'now' }])
  assert.deepEqual(item?.before, { input: { text: 'then' }, expected: [{ text: '{\n  "days": 14\n}' }] })
  assert.deepEqual(item?.flaky, [0])
  assert.deepEqual(item?.head?.epochs[1]?.scores, [{ value: 0, passed: false, reason: 'wrong' }])
  assert.deepEqual(item?.base?.epochs[0]?.error, { kind: 'timeout', message: 'No answer in 30 s.' })
  assert.equal(item?.base?.epochs[0]?.output, null)
})

test('answers that only look the same are told from the same ones', () => {
  const runs = (a: string, b: string) => runViewOf([{ id: 'a', answers: [a] }], [{ id: 'a', answers: [b] }])
  const unseen = (a: string, b: string) =>
    dataOf(renderViewPage(runs(a, b))).cases[0]?.head?.epochs[0]?.differsUnseen
  assert.equal(unseen('one\r\nline', 'one\nline'), true)
  assert.equal(unseen('one\nline', 'one\nline'), undefined)
  assert.equal(unseen('one\nline', 'another\nline'), undefined)
})

test('a conversation stands turn by turn, and a person\u2019s score beside it', () => {
  const bodies = new Map([
    [
      'a',
      {
        messages: [
          { role: 'system' as const, content: 'Be kind.' },
          { role: 'user' as const, content: 'Hello' },
        ],
        human: { score: 0.5, rater: 'ana', at: '2026-11-20' },
      },
    ],
  ])
  const [item] = dataOf(
    renderViewPage(runViewOf([{ id: 'a', answers: ['Hi'] }], null, { bodies, cap: 10 })),
  ).cases
  assert.deepEqual(item?.input, [
    { role: 'system', text: 'Be kind.' },
    { role: 'user', text: 'He', omitted: 3 },
  ])
  assert.deepEqual(item?.human, { score: 0.5, rater: 'ana', at: '2026-11-20' })
})

test('no text leaves its place in the page, and all of it comes back', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      const hostile: GivenCase = {
        id: text || 'id',
        input: text,
        expected: text,
        group: text,
        tags: { [text]: text },
        answers: [{ output: text, passed: false, reason: text, toolCalls: text }],
      }
      const plain = renderViewPage(runViewOf([{ id: 'id', answers: ['plain'] }], null, { suite: 'plain' }))
      const html = renderViewPage(runViewOf([hostile], null, { suite: text }))
      const elements = (page: string) =>
        [...parseHTML(page).document.querySelectorAll('*')].map(({ tagName }) => tagName)
      assert.deepEqual(elements(html), elements(plain))
      assert.equal(dataOf(html).cases[0]?.head?.epochs[0]?.output?.text, pageText(text, 20_000).text)
    }),
    { numRuns: 12 },
  )
  assert.doesNotMatch(scriptData('</script><!--\u2028\u2029'), /[<\u2028\u2029]/)
})

test('only the page\u2019s own script and style may run', () => {
  const html = renderViewPage(runViewOf(cases(1)))
  const policy = parseHTML(html).document.querySelector('meta[http-equiv]')?.getAttribute('content') ?? ''
  assert.match(
    policy,
    /default-src 'none'; script-src 'sha256-[\w+/]+='; style-src 'sha256-[\w+/]+=';.*require-trusted-types-for 'script'/,
  )
  assert.doesNotMatch(policy, /unsafe|https?:/)
})

test('of too many cases those stay that one looks at first, and a sample that is the same every time', () => {
  const { outcomes } = runViewOf(
    range(300).map((place) => ({ id: `c${place}`, answers: [{ output: 'x', passed: place % 100 !== 7 }] })),
    range(300).map((place) => ({ id: `c${place}`, answers: [{ output: 'x', passed: place !== 207 }] })),
  )
  const chosen = chooseCases(outcomes, 50)
  assert.deepEqual(
    chosen.slice(0, 3).map(({ caseId }) => caseId),
    ['c7', 'c107', 'c207'],
  )
  assert.equal(new Set(chosen).size, 50)
  assert.deepEqual(chooseCases(outcomes, 50), chosen)
  const view = runViewOf(cases(0))
  const note = parseHTML(renderViewPage({ ...view, shown: view.shown.slice(0, 5) })).document.querySelector(
    'header li',
  )
  assert.match(note?.textContent ?? '', /^The page lists 5 of 40 cases/)
})
