import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { Finding } from '../../drift/finding.ts'
import { persistsComment, recoveredComment } from '../../report/issue-comment.ts'
import { createRenderer } from '../../report/renderer.ts'
import { COMPLETE } from './fixtures.ts'
import { hostileFinding, hostileText } from './hostile.ts'

const renderer = createRenderer()
const bodyOf = (finding: Finding) => renderer.issue(finding, COMPLETE).body

test('an issue opens with what diverged and ends with what to do', () => {
  const [first] = COMPLETE.findings
  assert.ok(first)
  const { title, body } = renderer.issue(first, COMPLETE)
  assert.equal(title, first.title)
  assert.match(body, /^\*\*Of 300 cases that both runs scored, 36 passed in the baseline and fail now;/)
  assert.match(body, /\| Pass rate difference \| −11\.3 points, −15\.3 to −7\.6 points/)
  assert.match(body, /\| adjusted p-value \| p \\< 0\.001, against the level 0\.0066 \|/)
  assert.match(body, /`nightdrift report 2026-11-22`/)
  assert.match(body, /`nightdrift accept-baseline 2026-11-22 --why "…"`/)
  assert.match(body, /### Where it comes from\n\n- 34 of the 36 cases/)
})

test('no text of strangers acts in an issue', () => {
  fc.assert(
    fc.property(hostileText(), fc.constantFrom(...COMPLETE.findings), (text, given) => {
      const finding = hostileFinding(given, text)
      for (const markdown of [bodyOf(finding), persistsComment(finding)]) {
        assert.doesNotMatch(markdown, /<!--|-->/)
        const outside = withoutCode(markdown)
        assert.doesNotMatch(outside, ACTING)
      }
    }),
  )
})

test('no text of strangers adds or hides a heading', () => {
  const calm = COMPLETE.findings.map((one) => headings(bodyOf(hostileFinding(one, 'calm'))))
  fc.assert(
    fc.property(hostileText(), fc.nat(2), (text, place) => {
      const given = COMPLETE.findings[place]
      assert.ok(given)
      assert.deepEqual(headings(bodyOf(hostileFinding(given, `calm ${text}`))), calm[place])
    }),
  )
})

test('a title is one short line', () => {
  const [first] = COMPLETE.findings
  assert.ok(first)
  const { title } = renderer.issue({ ...first, title: `a\nb${'c'.repeat(500)}` }, COMPLETE)
  assert.ok(title.length <= 200)
  assert.match(title, /^a bc/)
})

test('comments say that a finding persists or has recovered', () => {
  const [, slower] = COMPLETE.findings
  assert.ok(slower)
  assert.match(
    persistsComment(slower),
    /^\*\*Still there in the night of 2026-11-22\.\*\* Requests take longer/,
  )
  assert.match(persistsComment(slower), /Cliff’s δ −0\.52, −0\.55 to −0\.49/)
  const recovered = recoveredComment({ night: '2026-11-23', reportLocation: 'https://lake.example/r.html' })
  assert.match(recovered, /^\*\*Recovered in the night of 2026-11-23\.\*\*/)
  assert.match(recovered, /\[Report\]\(https:\/\/lake\.example\/r\.html\)/)
})

const ACTING = /@[\w-]|#\d|\bGH-\d|:\/\/|\bwww\.|!\[|(?<!\\)</i

/** What a tracker acts on: the body without fences (closed by at least as many backticks) and code spans. */
function withoutCode(markdown: string): string {
  const kept: string[] = []
  let fence = ''
  for (const line of markdown.split(/\r\n|\r|\n/)) {
    const run = /^`{3,}/.exec(line)?.[0] ?? ''
    if (fence === '') {
      if (run === '') kept.push(line)
      else fence = run
    } else if (run.length >= fence.length && line.trim() === run) fence = ''
  }
  return kept.join('\n').replace(/(?<!\\)`[^`\n]+`/g, 'code')
}

function headings(markdown: string): readonly string[] {
  return withoutCode(markdown)
    .split('\n')
    .filter((line) => /^ {0,3}(#{1,6}\s|[=-]+\s*$)/.test(line))
}
