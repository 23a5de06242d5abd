import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hashedNgrams, logVectors, openaiEmbeddings } from '../../../suite/config/embedder-spec.ts'
import { ConfigError } from '../../../suite/config/errors.ts'
import { feature } from '../../../suite/config/feature-spec.ts'
import { parseConfig } from '../../../suite/config/parse.ts'

const parse = (given: object) =>
  parseConfig(
    {
      name: 'bot',
      dataset: 'cases.jsonl',
      target: { kind: 'replay', path: 'outputs.jsonl' },
      scorers: [{ kind: 'exact' }],
      ...given,
    },
    'the config of this test',
  )

test('features of one’s own are kept as they were written, functions among them', () => {
  const fn = (input: string) => input.length
  const { features } = parse({
    features: [feature('ratio', { sql: 'length(output)' }), feature('size', { from: 'input', fn })],
  })
  assert.deepEqual(features, [
    { kind: 'sqlFeature', name: 'ratio', sql: 'length(output)' },
    { kind: 'functionFeature', name: 'size', from: 'input', fn },
  ])
  assert.deepEqual(parse({}).features, [])
})

test('a feature that cannot be used is told by its key', () => {
  const broken: [object[], RegExp][] = [
    [[feature('Upper', { sql: '1' })], /features\.0\.name/],
    [[feature('a', { sql: '' })], /features\.0\.sql/],
    [
      [{ kind: 'functionFeature', name: 'a', from: 'input', fn: 'length' }],
      /features\.0\.fn.*expected a function/,
    ],
    [[feature('a', { sql: '1' }), feature('a', { sql: '2' })], /different names/],
  ]
  for (const [features, reason] of broken) {
    assert.throws(
      () => parse({ features }),
      (error: Error) => error instanceof ConfigError && reason.test(error.message),
      String(reason),
    )
  }
})

test('an embedder is hashed n-grams unless another one is named', () => {
  assert.deepEqual(parse({}).embedder, hashedNgrams())
  assert.deepEqual(parse({ embedder: logVectors() }).embedder, { kind: 'logVectors' })
  const { embedder } = parse({ embedder: openaiEmbeddings({ model: 'small' }) })
  const defaults = { apiKeyEnv: 'OPENAI_API_KEY', batch: 100, timeoutMs: 60_000 }
  assert.deepEqual(embedder, { kind: 'openaiEmbeddings', model: 'small', ...defaults })
  assert.throws(() => parse({ embedder: { kind: 'openaiEmbeddings', model: 'm', batchSize: 3 } }), /batch/)
})
