import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { exceeds, leastBeyond, parseShare, shareValue } from '../../../suite/gate/share.ts'

const share = (text: string) => parseShare(text, '--threshold')

test('a drop of exactly the threshold is let through, which doubles get wrong', () => {
  assert.ok(0.71 - 0.69 > 0.02)
  assert.equal(exceeds(71 - 69, 100, share('0.02')), false)
  assert.equal(exceeds(3, 100, share('0.02')), true)
  assert.equal(exceeds(-3, 100, share('0')), false)
  assert.equal(exceeds(1, 1_000_000, share('0')), true)
})

test('shares are written as people write them', () => {
  const values = ['0', '1', '.5', '0.020', ' 0.05 ', '1.000'].map((text) => shareValue(share(text)))
  assert.deepEqual(values, [0, 1, 0.5, 0.02, 0.05, 1])
  for (const text of ['', '.', '2', '1.01', '-0.1', '2%', '1e-2', 'NaN', '0x1', '0,02'])
    assert.throws(
      () => share(text),
      { name: 'ConfigError', message: /^Cannot use --threshold ".*": expected a share from 0 to 1/ },
      text,
    )
})

test('the least that is beyond a share is the first that exceeds it', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 10_000 }), fc.integer({ min: 0, max: 1000 }), (n, thousandths) => {
      const limit = share((thousandths / 1000).toFixed(3))
      const least = leastBeyond(n, limit)
      if (n > 0) assert.ok(exceeds(least, n, limit))
      assert.ok(!exceeds(least - 1, n, limit))
    }),
  )
})
