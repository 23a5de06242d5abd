import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { scoreLevenshtein } from '../../../suite/scorers/levenshtein.ts'
import { longestCommon } from '../../../suite/scorers/longest-common.ts'
import { scoreRougeL } from '../../../suite/scorers/rouge-l.ts'
import { scoreTokenF1 } from '../../../suite/scorers/token-f1.ts'

const near = (value: number | null, wanted: number) =>
  assert.ok(Math.abs(value! - wanted) < 1e-12, `${value}`)

test('the edit distance is over the length of the longer text, and the best answer counts', () => {
  near(scoreLevenshtein('kitten', 'sitting', 0.5).value, 1 - 3 / 7)
  near(scoreLevenshtein('kitten', ['nothing', 'kitten'], 0.5).value, 1)
  assert.deepEqual(scoreLevenshtein('', '', 0.5), { value: 1, passed: true })
  assert.deepEqual(scoreLevenshtein('abc', 'xyz', 0.5), { value: 0, passed: false, reason: '0 is below 0.5' })
})

test('ROUGE-L is as Google’s rouge_score gives it', () => {
  // rouge_score 0.1.2, RougeScorer(['rougeL']).score(answer, output).fmeasure
  near(scoreRougeL('the cat sat on the mat', 'the cat is on the mat', 0.5).value, 10 / 12)
  near(scoreRougeL('police killed the gunman', 'the gunman police killed', 0.5).value, 0.5)
  near(scoreRougeL('', 'two words', 0.5).value, 0)
  assert.equal(scoreRougeL('a', '…', 0.5).value, null)
})

test('each word counts as often as it stands there', () => {
  assert.deepEqual(scoreTokenF1('about 14 days', '14 days', 0.5), { value: 0.8, passed: true })
  assert.equal(scoreTokenF1('Days: 14.0!', 'the 14 days', 0.5).value, 1)
  assert.equal(scoreTokenF1('days days', 'days', 0.5).value, 0.67)
  assert.equal(scoreTokenF1('', '', 0.5).value, null)
  assert.equal(scoreTokenF1('', 'x', 0.5).value, 0)
  assert.equal(scoreTokenF1('a1 b1 c1 d1 e1 f1 g1 h1', 'a1 b2 c2 d2 e2 f2 g2 h2', 0.5).value, 0.12, '0.125')
})

test('without an expected text nothing is judged', () => {
  for (const score of [scoreLevenshtein, scoreRougeL, scoreTokenF1])
    assert.equal(score('x', { a: 1 }, 0.5).value, null)
})

test('the longest common subsequence is that of the table of Wagner and Fischer, and has no sides', () => {
  const sequence = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 80 })
  fc.assert(
    fc.property(sequence, sequence, (a, b) => {
      const length = longestCommon(a, b)
      assert.equal(length, byTable(a, b))
      assert.equal(length, longestCommon(b, a))
    }),
  )
})

test('texts of tens of thousands of words are compared in seconds, longer ones are left out', () => {
  const words = (count: number, every: number) =>
    Array.from({ length: count }, (_, i) => `w${i % every}`).join(' ')
  assert.ok(scoreRougeL(words(20_000, 97), words(20_000, 89), 0.5).value! > 0)
  assert.equal(scoreRougeL(words(60_000, 97), 'w1', 0.5).value, null)
})

function byTable(a: readonly string[], b: readonly string[]): number {
  let above = new Array<number>(b.length + 1).fill(0)
  for (const token of a) {
    const row = [0]
    for (const [j, other] of b.entries())
      row.push(token === other ? above[j]! + 1 : Math.max(above[j + 1]!, row[j]!))
    above = row
  }
  return above[b.length]!
}
