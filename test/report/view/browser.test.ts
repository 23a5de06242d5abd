import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Page } from 'playwright-core'
import { renderViewPage } from '../../../report/view/view-page.ts'
import { assertFits, contrasts, open } from '../browser.ts'
import { type GivenCase, runViewOf } from './run-view-of.ts'

const HOSTILE = `<script>document.title='owned'</script><img src=x onerror="document.title='owned'">\u202e${'wide'.repeat(300)}`
const EDITED: GivenCase = { id: 'edited', input: 'asked now', answers: ['x'] }

const base: GivenCase[] = [
  {
    id: 'lost',
    input: 'When do I get my money back?',
    answers: ['You get it back in 14 days.', 'In 14 days.'],
  },
  {
    id: 'fixed',
    answers: [
      { output: 'no', passed: false },
      { output: 'no', passed: false },
    ],
  },
  { id: 'silent', answers: ['x', 'x'] },
  { id: HOSTILE, input: HOSTILE, answers: [HOSTILE, HOSTILE] },
  { ...EDITED, input: 'asked then' },
  { id: 'same', tags: { intent: 'refund' }, answers: ['the very same', 'x'] },
]
const head: GivenCase[] = [
  {
    ...base[0]!,
    answers: [
      { output: 'You get it back within two weeks.', passed: false, reason: 'not the accepted words' },
      { output: 'Never.', passed: false },
    ],
  },
  { ...base[1]!, answers: ['yes', 'yes'] },
  { ...base[2]!, answers: [{ error: { kind: 'timeout', message: 'No answer within 30 s.' } }, 'x'] },
  {
    ...base[3]!,
    expected: HOSTILE,
    tags: { [HOSTILE]: HOSTILE },
    answers: [{ output: `${HOSTILE} more`, passed: false, reason: HOSTILE, toolCalls: HOSTILE }, 'x'],
  },
  EDITED,
  base[5]!,
]

const listed = (page: Page) => page.locator('.list .id').allTextContents()

/** The page's address, once it has been written. */
const address = (page: Page, hash: string) => page.waitForURL(`**${hash}`)

for (const scheme of ['light', 'dark'] as const)
  test(`the page opens in ${scheme} without a complaint, a request or overflow, and hostile texts run nothing`, async (context) => {
    const opened = await open(context, renderViewPage(runViewOf(head, base)), scheme)
    if (opened === null) return
    const { page, heard } = opened
    await assertFits(page)
    assert.match(await page.title(), /^support-bot: /)
    for (const item of await page.locator('.list a').all()) {
      await page.setViewportSize({ width: 1280, height: 900 })
      await item.click()
      assert.equal(await page.title(), 'support-bot: 1 case regressed, 1 was fixed')
      for (const ratio of await page.evaluate(contrasts)) assert.ok(ratio >= 4.5, `contrast ${ratio}`)
      await assertFits(page)
    }
    assert.equal(await page.locator('img, main script').count(), 0)
    assert.deepEqual(heard, [])
    await page.close()
  })

test('filters, keys, epochs, the word diff and links lead where they say', async (context) => {
  const opened = await open(context, renderViewPage(runViewOf(head, base)))
  if (opened === null) return
  const { page, heard } = opened
  await page.setViewportSize({ width: 1280, height: 900 })
  await page.getByRole('button', { name: /^Regressed 1$/ }).click()
  assert.deepEqual(await listed(page), ['lost'])
  assert.deepEqual(await page.locator('.detail del').allTextContents(), ['in 14 days'])
  assert.deepEqual(await page.locator('.detail ins').allTextContents(), ['within two weeks'])
  assert.match((await page.locator('.scores').textContent()) ?? '', /✕ failed 0not the accepted words/)
  await address(page, '#show=regressed')

  await page.getByRole('button', { name: /^2 ✓ → ✕$/ }).click()
  assert.match((await page.locator('.side.ins').textContent()) ?? '', /Never\./)
  await address(page, '#show=regressed&case=lost&epoch=2')

  await page.getByRole('button', { name: /^All / }).click()
  const all = await listed(page)
  assert.equal(all.length, 6)
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('k')
  assert.equal(await page.locator('.list a[aria-current] .id').textContent(), all[1])
  await page.keyboard.press('/')
  await page.keyboard.type('MONEY')
  assert.deepEqual(await listed(page), ['lost'])
  await page.keyboard.press('Escape')
  assert.equal((await listed(page)).length, 6)

  await page.goto(`${page.url().replace(/#.*/, '')}#case=edited`)
  assert.match((await page.locator('.asked').textContent()) ?? '', /asked then[\s\S]*asked now/)
  await page.locator('table.rates a', { hasText: /^1$/ }).first().click()
  assert.deepEqual(await listed(page), ['lost'])
  await page.goBack()
  assert.equal(await page.locator('#case-title').textContent(), 'edited')
  assert.deepEqual(heard, [])
  await page.close()
})

test('on a telephone a case covers the list, and Back leads to where one was', async (context) => {
  const many = Array.from(
    { length: 200 },
    (_, place): GivenCase => ({ id: `c${place}`, answers: [`answer ${place}`] }),
  )
  const opened = await open(context, renderViewPage(runViewOf(many)))
  if (opened === null) return
  const { page } = opened
  await page.setViewportSize({ width: 390, height: 844 })
  assert.equal(await page.locator('.detail').count(), 0)
  await page.locator('.list').evaluate((list) => list.scrollTo(0, 5_800))
  await page.getByRole('link', { name: 'c103 ' }).click()
  assert.equal(await page.locator('h1').isVisible(), false)
  assert.equal(await page.locator('#case-title').textContent(), 'c103')
  await page.goBack()
  assert.equal(await page.locator('.detail').count(), 0)
  assert.equal(await page.locator('.list').evaluate((list) => list.scrollTop), 5_800)
  await page.close()
})

test('5,000 cases open quickly, and only those that can be seen are drawn', async (context) => {
  const text = (seed: number) =>
    Array.from({ length: 150 }, (_, place) => `word${(seed * 31 + place * 17) % 2000}`).join(' ')
  const cases = (change: number) =>
    Array.from(
      { length: 5_000 },
      (_, place): GivenCase => ({
        id: `case-${place}`,
        input: text(place),
        answers: [{ output: text(place + (place % 10 < change ? 1 : 0)), passed: place % 20 >= change }],
      }),
    )
  const html = renderViewPage(runViewOf(cases(1), cases(0)))
  const start = performance.now()
  const opened = await open(context, html)
  if (opened === null) return
  const { page, heard } = opened
  await page.locator('.list li').first().waitFor()
  const seconds = (performance.now() - start) / 1000
  context.diagnostic(`5,000 cases, ${(html.length / 1e6).toFixed(1)} MB, opened in ${seconds.toFixed(2)} s`)
  assert.ok(seconds < 30, `${seconds} s`)
  assert.ok((await page.locator('.list li').count()) < 60)
  await page.locator('.list').evaluate((list) => list.scrollTo(0, list.scrollHeight))
  await page.getByRole('link', { name: 'case-4999 ' }).waitFor()
  assert.deepEqual(heard, [])
  await page.close()
})
