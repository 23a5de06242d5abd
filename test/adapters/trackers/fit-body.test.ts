import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { fitBody, GITHUB_BODY_LIMIT } from '../../../adapters/trackers/fit-body.ts'
import {
  commentMarker,
  encodeName,
  issueMarker,
  lastLine,
  readIssueMarker,
} from '../../../adapters/trackers/marker.ts'

const MARKER = '<!-- nightdrift:s:f -->'
const NOTE = /\n\n_The rest is left out here: .*_\n\n<!-- nightdrift:s:f -->$/

test('a body that fits is kept whole, up to the last character that GitHub takes', () => {
  const body = 'x'.repeat(GITHUB_BODY_LIMIT - MARKER.length - 2)
  assert.equal(fitBody(body, MARKER), `${body}\n\n${MARKER}`)
  assert.match(fitBody(`${body}x`, MARKER), NOTE)
})

test('a body that is too long ends with a whole line, a note and the marker', () => {
  const body = Array.from({ length: 100 }, (_, i) => `line ${i}`).join('\n')
  const fitted = fitBody(body, MARKER, 300)
  assert.ok(fitted.length <= 300)
  assert.match(fitted, NOTE)
  assert.ok(body.startsWith(`${fitted.replace(NOTE, '')}\n`))
})

test('only a fence that the cut left open is closed', () => {
  const filler = 'text\n'.repeat(100)
  const ending = (start: string) =>
    fitBody(start + filler, MARKER, 300)
      .replace(NOTE, '')
      .split('\n')
      .at(-1)
  assert.equal(ending('```\n'), '```')
  assert.equal(ending('~~~~ js\n~~~\n'), '~~~~')
  assert.equal(ending('```\n```\n'), 'text')
  assert.equal(ending('``` a`b\n'), 'text')
  assert.equal(ending('    ```\n'), 'text')
})

test('any body, whatever its fences, ends with its marker within the limit and stays valid Unicode', () => {
  const piece = fc.oneof(
    fc.constantFrom('```', '~~~', '`', '\n', '\n```\n', '😀', MARKER, '\r\n'),
    fc.string({ unit: 'grapheme' }),
    fc.nat(300).map((n) => `\n${'`'.repeat(n)}\n`),
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), fc.integer({ min: 130, max: 400 }), (pieces, limit) => {
      const fitted = fitBody(pieces.join(''), MARKER, limit + 60)
      assert.ok(fitted.length <= limit + 60)
      assert.equal(lastLine(fitted), MARKER)
      assert.ok(fitted.isWellFormed() || !pieces.join('').isWellFormed())
    }),
    { seed: 11, numRuns: 500 },
  )
})

test('a marker is one line, one comment, and is read back for any names', () => {
  const name = fc.string({ unit: 'binary', minLength: 1 })
  fc.assert(
    fc.property(name, name, (suite, fingerprint) => {
      const marker = issueMarker({ suite, fingerprint })
      assert.match(marker, /^<!-- nightdrift:[^\s<>:]+:[^\s<>:]+ -->$/)
      const expected = { suite: suite.toWellFormed(), fingerprint: fingerprint.toWellFormed() }
      assert.deepEqual(readIssueMarker(`text\n${marker}`), expected)
      assert.equal(readIssueMarker(`${marker}\ntext`), null)
    }),
    { seed: 13 },
  )
  assert.equal(encodeName('a:b, c'), 'a%3Ab%2C%20c')
  assert.equal(commentMarker('2026-11-22/r1'), '<!-- nightdrift:2026-11-22%2Fr1 -->')
  assert.equal(readIssueMarker('<!-- nightdrift:%E0%A4%A:f -->'), null)
})
