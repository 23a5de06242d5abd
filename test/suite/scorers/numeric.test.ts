import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { scoreNumeric } from '../../../suite/scorers/numeric.ts'

test('the last number of the output is compared, however it is written', () => {
  const passes: readonly [string, string][] = [
    ['The total is $1,250.', '1250'],
    ['1 250 \u20ac: no, 1\u202f250\u00a0\u20ac', '1250'],
    ['so \u22125', '-5'],
    ['-$5', '-5'],
    ['$-5.00', '-5'],
    ['5-10', '10'],
    ['60%', '60'],
    ['60', '60%'],
    ['**18**', '18'],
    ['\\boxed{18}', '18.0'],
    ['.5', '0.50'],
    ['1.5e3', '1,500'],
    ['1.5e-3.', '0.0015'],
    ['12,34,567.5', '1234567.5'],
    ['2,3,5', '5'],
    ['３４', '34'],
    ['0.30000000000000004', '0.3'],
    ['x = 7, not covid-19 or A4', '7'],
    ['USD 18/day', '18'],
  ]
  for (const [output, expected] of passes)
    assert.deepEqual(scoreNumeric(output, expected, {}), { value: 1 }, `${output} = ${expected}`)
})

test('another number, another sign and no number fail', () => {
  const fails: readonly [string, string][] = [
    ['1250', '125'],
    ['5', '-5'],
    ['10 - 5', '-5'],
    ['1000000000', '1000000001'],
    ['9007199254740993', '9007199254740992'],
    ['0.6', '60%'],
    ['version 1.2.3', '3'],
    ['1e999999', '1'],
    ['none', '0'],
    ['', '0'],
  ]
  for (const [output, expected] of fails)
    assert.equal(scoreNumeric(output, expected, {}).value, 0, `${output} ≠ ${expected}`)
})

test('with a mark, the first number after its last occurrence is the answer', () => {
  const after = { after: 'A:' }
  assert.deepEqual(scoreNumeric('A: 4\nno, A: $1,250 for 3 days', '1250', after), { value: 1 })
  assert.equal(scoreNumeric('A: 4 A: none', '4', after).value, 0)
  assert.deepEqual(scoreNumeric('it is 4', '4', after), {
    value: 0,
    reason: 'the mark "A:" is not in the output',
  })
})

test('a tolerance is an exact absolute difference', () => {
  assert.equal(scoreNumeric('0.31', '0.3', { tolerance: 0.01 }).value, 1)
  assert.equal(scoreNumeric('0.3100001', '0.3', { tolerance: 0.01 }).value, 0)
  assert.equal(scoreNumeric('0.30000000000000004', '0.3', { tolerance: 0 }).value, 0)
})

test('an expected answer that is no number leaves the output unscored, unless another one is', () => {
  const unscored = { value: null, reason: 'the expected answer is not a number' }
  for (const expected of ['five', '5 apples', '1/2', '', '1.2.3', '--5'])
    assert.deepEqual(scoreNumeric('5', expected, {}), unscored)
  assert.deepEqual(scoreNumeric('5', ['five', '5'], {}), { value: 1 })
  assert.deepEqual(scoreNumeric('5', undefined, {}), { value: null, reason: 'no expected answer' })
})

test('every finite number is found again in a sentence, with and without thousands separators', () => {
  const amount = fc.tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.nat(99))
  fc.assert(
    fc.property(amount, ([whole, cents]) => {
      const plain = `${whole}.${String(cents).padStart(2, '0')}`
      const grouped = plain.replace(/\B(?=(?:\d{3})+\.)/g, ',')
      assert.equal(
        scoreNumeric(`In all it is $ ${grouped}.`.replace('$ -', '-$'), plain, {}).value,
        1,
        grouped,
      )
      assert.equal(scoreNumeric(`A: ${plain} and 3 more`, grouped, { after: 'A:' }).value, 1)
    }),
  )
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      assert.equal(scoreNumeric(`= ${value}`, String(value), { tolerance: 0 }).value, 1)
    }),
  )
})

test('no text makes it throw, and hostile ones end', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string(),
      (output, expected) => void scoreNumeric(output, expected, {}),
    ),
  )
  for (const piece of ['1,', '1.', '-', '1e', '1,1', '9'.repeat(100), '\u00a0', '$ ']) {
    const output = piece.repeat(100_000)
    assert.equal(scoreNumeric(`${output} 7`, '7', {}).value, 1, piece.slice(0, 5))
    assert.equal(scoreNumeric('7', output, {}).value, null)
  }
})
