import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redactFinding } from '../../activities/redact-names.ts'
import { comparison, finding } from '../report/fixture-findings.ts'

test('names from logs lose mail addresses before they leave the lake', () => {
  const address = 'ana.lopez@acme.example'
  const found = redactFinding(
    finding({
      title: `The mix of tags.user differs (${address})`,
      where: [`${address}: 0.0 % → 20.0 %`],
      comparison: comparison({
        type: 'categorical',
        notes: [`most are ${address}`],
        distribution: { kind: 'categorical', categories: [{ name: address, reference: 0, current: 0.2 }] },
      }),
    }),
  )
  assert.ok(!JSON.stringify(found).includes(address))
  assert.equal(found.comparison.distribution?.kind, 'categorical')
})
