import assert from 'node:assert/strict'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { openDatabase } from '../../../queries/database.ts'
import { TextScan } from '../../../queries/features/text-scan.ts'
import { isRefusal } from '../../../suite/scorers/refusal.ts'

type Features = Readonly<Record<string, number | boolean | null>>

const ZERO = {
  characters: 0,
  words: 0,
  sentences: 0,
  question_share: 0,
  non_letter_share: 0,
  digit_share: 0,
  code_share: 0,
  url_share: 0,
  repetition: 0,
  is_json: false,
  refusal: false,
}

async function measure(texts: readonly (string | null)[]): Promise<Features[]> {
  await using db = await openDatabase({ temporaryFolder: join(tmpdir(), 'nightdrift-spill') })
  await db.run({ name: 'texts', sql: 'CREATE TEMP TABLE texts (place BIGINT, text VARCHAR)' })
  await db.append('texts', [texts.map((_, place) => place), texts])
  const sql =
    'SELECT struct_insert(text_features(text), refusal := is_refusal(text)) AS features, text_counts(text) AS counts FROM texts ORDER BY place'
  return (await db.rows({ name: 'measure', sql })).map(({ features, counts }) => {
    assert.partialDeepStrictEqual(features, counts ?? {})
    return features as Features
  })
}

/** Each text with some of its features, worked out by hand; the others are not looked at. */
async function check(expected: readonly (readonly [string, Partial<Features>])[]): Promise<void> {
  const features = await measure(expected.map(([text]) => text))
  for (const [place, [text, some]] of expected.entries()) {
    assert.partialDeepStrictEqual(features[place], some, JSON.stringify(text.slice(0, 60)))
  }
}

test('an empty text has none of everything, and no text has no features', async () => {
  const [empty, none] = await measure(['', null])
  assert.deepEqual(empty, ZERO)
  assert.ok(Object.values(none ?? { none: 0 }).every((value) => value === null))
})

test('characters are code points and words stand between white space, in every script', () =>
  check([
    ['Hello  world.\t', { characters: 14, words: 2, non_letter_share: 0.0714 }],
    ['a\u00a0b\u3000c\u2028d\u0085e', { characters: 9, words: 5 }],
    ['e\u0301te\u0301', { characters: 5, words: 1, non_letter_share: 0 }],
    ['नमस्ते दुनिया', { characters: 13, words: 2, non_letter_share: 0 }],
    ['👩‍👩‍👧 ok', { characters: 8, words: 2, non_letter_share: 0.625 }],
    ['これは日本語です', { characters: 8, words: 1, non_letter_share: 0 }],
    ['12 ab ٣٤', { characters: 8, digit_share: 0.5, non_letter_share: 0.5 }],
    ['a\r\nb', { characters: 4, words: 2 }],
  ]))

test('sentences end where a stop, or a blank line, says so, and some of them ask', () =>
  check([
    ['Is it? Yes! No', { sentences: 3, question_share: 0.3333 }],
    ['What?! 3.5 is 7.', { sentences: 2, question_share: 0.5 }],
    ['He said "Go." Then (why?) he left…', { sentences: 3, question_share: 0.3333 }],
    ['これは日本語です。質問ですか？はい', { sentences: 3, question_share: 0.3333 }],
    ['مرحبا كيف حالك؟ بخير.', { sentences: 2, question_share: 0.5 }],
    ['head\r\n\r\nbody\nbody', { sentences: 2, question_share: 0 }],
    ['... ?? !', { sentences: 0, question_share: 0 }],
  ]))

test('code is what stands in fences or is indented after a blank line', () =>
  check([
    ['```js\ncode 1\n```\nafter', { code_share: 0.7727 }],
    ['~~~\nnever closed', { code_share: 1 }],
    ['text\n\n    indented\nnot', { code_share: 0.5909 }],
    ['text\n    a wrapped line', { code_share: 0 }],
    ['\tx = 1', { code_share: 1 }],
    ['a `word` of code', { code_share: 0 }],
  ]))

test('addresses, JSON and repetition are told', () =>
  check([
    ['see https://a.b/c?d=1 now', { url_share: 0.68 }],
    ['mailto://x', { url_share: 0 }],
    [' {"a": [1, 2]}\n', { is_json: true }],
    ['[1, 2', { is_json: false }],
    ['12', { is_json: false }],
    ['a b c a b c a b c', { repetition: 0.5714 }],
    ['no no', { repetition: 0 }],
    ['是 是 是 是', { repetition: 0.5 }],
  ]))

test('a refusal is known by how it begins', () =>
  check([
    ["I'm sorry, but I can’t help with that.", { refusal: true }],
    ['As an AI language model, I cannot say.', { refusal: true }],
    ['Sorry. I AM UNABLE TO SHARE the address.', { refusal: true }],
    ['I cannot wait to see it.', { refusal: false }],
    [`${'Here is the story. '.repeat(30)}"I cannot help you", he said.`, { refusal: false }],
  ]))

test('traffic and the scorer know the same refusals', async () => {
  const who = [
    'I cannot',
    "I'm unable to",
    'We can’t',
    'I must',
    'as an AI model, I do not',
    'It violates',
    'I am sorry but I',
  ]
  const what = [' help', ' decline', ' share it', "'m unable", ' our policy', ' know', ' won’t go']
  const texts = who.flatMap((start) => what.map((end) => `${start}${end}`))
  const padded = [...texts, ...texts.map((text) => `${'🚲'.repeat(280)} ${text}`)]
  const features = await measure(padded)
  const known = padded.map((_, place) => features[place]?.refusal)
  assert.deepEqual(padded.map(isRefusal), known)
  assert.ok(known.includes(true) && known.includes(false))
})

test('lengths agree with what JavaScript says of any text', async () => {
  const texts = fc.sample(fc.string({ unit: 'binary', maxLength: 60 }), { numRuns: 400, seed: 4 })
  const clean = texts.map((text) => text.toWellFormed().replaceAll('\0', ''))
  const features = await measure(clean)
  for (const [place, text] of clean.entries()) {
    const characters = [...text]
    const words = text.split(/\p{White_Space}+/u).filter((word) => word !== '')
    const other = characters.filter((character) => !/[\p{L}\p{M}\p{White_Space}]/u.test(character))
    const share = characters.length === 0 ? 0 : other.length / characters.length
    assert.equal(features[place]?.characters, characters.length, JSON.stringify(text))
    assert.equal(features[place]?.words, words.length, JSON.stringify(text))
    assert.ok(Math.abs(Number(features[place]?.non_letter_share) - share) < 1e-4, JSON.stringify(text))
  }
})

test('words, letters and repetition agree with a slow count of plain and other signs side by side', () => {
  const piece = fc.constantFrom('a', 'b', 'ab', ' ', '  ', '. ', '1', '\n', 'é', '。', '-')
  const scan = new TextScan()
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 80 }), (pieces) => {
      const text = pieces.join('')
      const words = text.split(/\p{White_Space}+/u).filter((word) => word !== '')
      const runs = words.slice(2).map((word, place) => [words[place], words[place + 1], word].join(' '))
      scan.scan(Buffer.from(text))
      assert.equal(scan.words, words.length)
      assert.equal(scan.letters, text.match(/\p{L}/gu)?.length ?? 0)
      assert.equal(scan.spaces, text.match(/\p{White_Space}/gu)?.length ?? 0)
      assert.equal(scan.digits, text.match(/\d/g)?.length ?? 0)
      const repeated = runs.length === 0 ? 0 : 1 - new Set(runs).size / runs.length
      assert.ok(Math.abs(scan.repeatedShare() - repeated) < 1e-12)
    }),
  )
})

test('a text without any sign of what is personal or secret is known, and so are all with one', () => {
  const scan = new TextScan()
  const told = (text: string) => {
    scan.scan(Buffer.from(text))
    return scan.mayHold
  }
  const harmless = ['', 'my subscription. I know 123 words', 'twelveletter twelveletter, (a-b)']
  const suspect = [
    'a@b',
    'a%40b',
    '1.1.1.1',
    '::1',
    '--',
    'basic YTpi=',
    'authorization: x',
    'ghp_0123456789',
    'é'.repeat(14),
  ]
  assert.deepEqual(harmless.map(told), [false, false, false])
  assert.ok(suspect.every(told))
})

test('a very long text is measured whole, its repetition by its first words', () => {
  const scan = new TextScan()
  scan.scan(
    Buffer.from(`${'no '.repeat(65_536)}${Array.from({ length: 1000 }, (_, word) => `w${word}`).join(' ')}`),
  )
  assert.equal(scan.words, 66_536)
  assert.ok(scan.repeatedShare() > 0.9999)
})
