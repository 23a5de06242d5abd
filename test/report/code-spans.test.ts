import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseHTML } from 'linkedom'
import { codeSpans } from '../../report/code-spans.ts'
import { createRenderer } from '../../report/renderer.ts'
import { DEGRADED } from './fixtures.ts'

test('what stands between backticks is code, a lone backtick is not', () => {
  assert.deepEqual(codeSpans('Accept one with `nightdrift accept-baseline`.').parts, [
    { text: 'Accept one with ', code: false },
    { text: 'nightdrift accept-baseline', code: true },
    { text: '.', code: false },
  ])
  assert.deepEqual(codeSpans('a ` b').parts, [{ text: 'a ` b', code: false }])
  assert.deepEqual(codeSpans('').parts, [])
})

test('page and mail set commands in notes, missing parts and stages as code', async () => {
  const sentence = 'Mend `baseUrl` & run <it> again.'
  const stages = [{ name: 'suite', status: 'failed', seconds: 1, detail: sentence }] as const
  const night = { ...DEGRADED, facts: [sentence], missing: [sentence], stages }
  for (const html of [await createRenderer().page(night), (await createRenderer().mail(night)).html]) {
    const { document } = parseHTML(html)
    const keys = Array.from(document.querySelectorAll('code')).filter(
      (code) => code.textContent === 'baseUrl',
    )
    assert.ok(keys.length >= 2)
    assert.match(document.body.textContent, /Mend baseUrl & run <it> again\./)
  }
})
