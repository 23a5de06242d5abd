import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { markdownCode, markdownFence, markdownLink, markdownText } from '../../report/markdown.ts'
import { hostileText } from './hostile.ts'

test('a sentence without markup stays readable', () => {
  assert.equal(
    markdownText('Requests take longer (median 1.2 s → 2.2 s).'),
    'Requests take longer (median 1.2 s → 2.2 s).',
  )
})

test('no text can mention, refer, close, link, embed, comment or leave its table cell', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      const written = markdownText(text)
      assert.doesNotMatch(written, /@[\w-]|#\d|\bGH-\d|:\/\/|\bwww\.|<!--|-->|\n|&(?!amp;)/i)
      assert.doesNotMatch(written.replace(/\\./g, ''), /[`*_[\]<|~$]/)
    }),
  )
})

test('a code span of any text is closed by its own backtick only', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      assert.match(markdownCode(text), /^`[^`|\n]+`$/)
      assert.doesNotMatch(markdownCode(text), /<!--|-->/)
    }),
  )
})

test('no text can break out of a fence', () => {
  fc.assert(
    fc.property(hostileText(), (text) => {
      const lines = markdownFence({ text, omitted: 0 }).split(/\r\n|\r|\n/)
      const opening = /^(`{3,})text$/.exec(lines[0] ?? '')?.[1] ?? ''
      const closing = lines.findIndex(
        (line, place) => place > 0 && new RegExp(`^ {0,3}\`{${opening.length},}[ \\t]*$`).test(line),
      )
      assert.notEqual(opening, '')
      assert.equal(closing, lines.length - 1)
      assert.doesNotMatch(lines.join('\n'), /<!--|-->/)
    }),
  )
})

test('a fence says how much of a text it leaves out', () => {
  assert.equal(markdownFence({ text: 'abc', omitted: 7 }), '```text\nabc\n… 7 more characters\n```')
})

test('only web addresses become links, and no address can end its own link', () => {
  assert.equal(markdownLink('report', '/srv/lake/report.html'), '`/srv/lake/report.html`')
  assert.equal(markdownLink('report', 'javascript:alert(1)'), '`javascript:alert(1)`')
  assert.equal(
    markdownLink('report', 'https://x.example/a)[b](c'),
    '[report](https://x.example/a%29%5Bb%5D%28c)',
  )
})
