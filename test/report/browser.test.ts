import assert from 'node:assert/strict'
import { test } from 'node:test'
import { renderComparePage } from '../../report/compare-page.ts'
import { createRenderer } from '../../report/renderer.ts'
import { type Columns, compareFilesInFull } from '../activities/table-files.ts'
import { assertFits, contrasts, open } from './browser.ts'
import { COMPLETE, FAILED } from './fixtures.ts'
import { hostileNight } from './hostile.ts'

for (const scheme of ['light', 'dark'] as const)
  test(`the page opens in ${scheme} without a complaint, a request or overflow, and can be read`, async (context) => {
    const opened = await open(context, await createRenderer().page(COMPLETE), scheme)
    if (opened === null) return
    await assertFits(opened.page)
    assert.ok(await opened.page.evaluate(tableFits), 'the table of all comparisons needs scrolling')
    for (const ratio of await opened.page.evaluate(contrasts)) assert.ok(ratio >= 4.5, `contrast ${ratio}`)
    assert.deepEqual(opened.heard, [])
    await opened.page.close()
  })

test('a hostile night runs nothing and stretches nothing', async (context) => {
  const text = `<script>document.title='owned'</script><img src=x onerror="document.title='owned'">${'wide'.repeat(400)}`
  const opened = await open(context, await createRenderer().page(hostileNight(text)))
  if (opened === null) return
  await assertFits(opened.page)
  assert.match(await opened.page.title(), /^support-bot 2026-11-22/)
  assert.deepEqual(opened.heard, [])
  await opened.page.close()
})

for (const report of [COMPLETE, FAILED])
  test(`the mail of a ${report.outcome} night shows its pictures and fits a telephone`, async (context) => {
    const mail = await createRenderer().mail(report)
    const html = mail.images.reduce(
      (text, { contentId, png }) =>
        text.replace(`cid:${contentId}`, `data:image/png;base64,${Buffer.from(png).toString('base64')}`),
      mail.html,
    )
    const opened = await open(context, html)
    if (opened === null) return
    await assertFits(opened.page)
    const widths = await opened.page.evaluate(() =>
      Array.from(document.images, (image) => image.naturalWidth),
    )
    assert.deepEqual(
      widths,
      mail.images.map(() => 960),
    )
    assert.deepEqual(opened.heard, [])
    await opened.page.close()
  })

const HOSTILE = "<script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"

/** Columns whose names and categories are a stranger's, one of them drifting. */
function strangeTable(shift: number): Columns {
  const rows = <T>(value: (row: number) => T) => Array.from({ length: 120 }, (_, row) => value(row))
  return {
    [HOSTILE]: rows((row) => (row % 3 ? `${HOSTILE}${row % 2}` : 'x')),
    [`${'wide'.repeat(80)} "quoted"\nnext line`]: rows((row) => row / 7 + shift),
    plan: rows((row) => (row % (4 - shift / 10) < 1 ? '`free`' : '')),
    by: rows((row) => `<b>${row % 2}</b>`),
  }
}

for (const scheme of ['light', 'dark'] as const)
  test(`the page of two hostile tables opens in ${scheme} without a complaint, a request or overflow`, async (context) => {
    const compared = await compareFilesInFull(context, {
      reference: strangeTable(0),
      current: strangeTable(20),
      by: 'by',
    })
    const names = { reference: `${HOSTILE}.csv`, current: 'today.csv' }
    const opened = await open(context, renderComparePage(compared, names), scheme)
    if (opened === null) return
    await assertFits(opened.page)
    assert.match(await opened.page.title(), /^nightdrift compare: \d of 4 columns drifted/)
    assert.equal(await opened.page.locator('script, img').count(), 0)
    assert.ok(
      (await opened.page.locator('article svg:visible').count()) >= 3,
      'both distributions of a column',
    )
    for (const ratio of await opened.page.evaluate(contrasts)) assert.ok(ratio >= 4.5, `contrast ${ratio}`)
    assert.deepEqual(opened.heard, [])
    await opened.page.close()
  })

/** Runs in the page: whether the widest table is as wide as what is around it. */
function tableFits(): boolean {
  const table = document.querySelector('.wide-table')
  return table !== null && table.scrollWidth <= (table.parentElement?.clientWidth ?? 0)
}
