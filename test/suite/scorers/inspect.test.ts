import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { type TestContext, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { pythonWith } from '../../../bench/python-environment.ts'
import { type ScorerSpec, scorerSpec } from '../../../suite/config/scorer-spec.ts'
import { createScorers } from '../../../suite/scorers/score.ts'
import { answerOf, caseOf } from './answers.ts'

const SCRIPT = fileURLToPath(new URL('./inspect_scorers.py', import.meta.url))

interface Row {
  readonly scorer: ScorerSpec['kind']
  readonly arguments?: { readonly pattern: string }
  readonly output: string
  readonly targets: readonly string[]
}

const WORDS = ['Paris', 'the', 'a', 'capital', 'of', 'France', 'IS', 'well-known', 'café', 'don’t', 'B', 'x²']
const NUMBERS = ['7', '3.0', '3', '1,250', '$18', '0.5', '.5', '42.', '(9)', '2024']
const SIGNS = ['.', ',', '!', '"Paris"', '(of)', '--', ':']

const sentence = (parts: readonly string[], separator = ' ') =>
  fc.array(fc.constantFrom(...parts), { minLength: 1, maxLength: 8 }).map((all) => all.join(separator))
const prose = sentence([...WORDS, ...NUMBERS, ...SIGNS])
/** In RE2, as in JavaScript, `\w` is a to z, digits and `_`; in Python it is every script's letters. */
const plain = sentence([...WORDS.filter((word) => /^[\x20-\x7e]+$/.test(word)), ...NUMBERS, ...SIGNS])
/** Answers are often a piece of the output, so that many rows pass. */
const pieces = (output: string) =>
  fc.tuple(fc.nat(6), fc.nat(6)).map(([from, length]) =>
    output
      .split(' ')
      .slice(from, from + length + 1)
      .join(' '),
  )
const targets = (output: string) =>
  fc
    .array(fc.oneof(pieces(output), prose), { minLength: 1, maxLength: 3 })
    .filter((all) => all.every(hasWord))
const hasWord = (target: string) => /[\p{L}\p{N}]/u.test(target.replace(/\b(?:a|an|the)\b/giu, ''))

const row = (
  scorer: Row['scorer'],
  output: fc.Arbitrary<string>,
  wanted: (output: string) => fc.Arbitrary<string[]>,
) => output.chain((given) => wanted(given).map((all): Row => ({ scorer, output: given, targets: all })))
const letters = fc.subarray(['A', 'B', 'C', 'D'], { minLength: 1 })
const chosen = fc
  .tuple(prose, letters, fc.constantFrom(',', ', ', ' ', '', ' and '), fc.constantFrom('', '.', '\n'))
  .map(([before, some, separator, end]) => `${before}\nANSWER: ${some.join(separator)}${end}`)
const solved = fc
  .tuple(sentence(WORDS.slice(0, 7)), fc.constantFrom(...NUMBERS), fc.constantFrom('', '.', '\n'))
  .map(([before, number, end]) => `${before} ${number}${end}`)
const PATTERNS = ['(?:is|of) (\\w+)', 'is (\\w+) .*(\\d)', '(\\d+)', '"(.*)"']

const CORPUS = fc.oneof(
  row('exact', prose, targets),
  row('contains', prose, targets),
  row('tokenF1', prose, targets),
  row('choice', chosen, () => letters.map((all) => [all.join('')])),
  row('numeric', solved, () =>
    fc.array(fc.constantFrom('7', '3', '1250', '18', '0.5', '42', '2024'), { minLength: 1, maxLength: 2 }),
  ),
  fc
    .tuple(row('regex', plain, targets), fc.constantFrom(...PATTERNS))
    .map(([given, pattern]): Row => ({ ...given, arguments: { pattern } })),
)

test('where Inspect AI has the same scorer, it gives the same answers', async (t) => {
  const python = await pythonOrSkip(t)
  if (python === null) return
  const rows = fc.sample(CORPUS, { numRuns: 3000, seed: 20_261_126 })
  const theirs = await inspectScores(python, rows)
  const ours = await Promise.all(rows.map(scoreOf))
  const others = rows.flatMap((given, i) =>
    ours[i] === theirs[i] ? [] : [{ ...given, ours: ours[i], theirs: theirs[i] }],
  )
  assert.deepEqual(others, [])
  for (const kind of new Set(rows.map(({ scorer }) => scorer))) {
    const values = theirs.filter((_, i) => rows[i]!.scorer === kind)
    assert.ok(
      values.some((value) => value > 0.5) && values.some((value) => value < 0.5),
      `${kind} passes and fails`,
    )
  }
})

async function scoreOf({ scorer, arguments: more, output, targets: expected }: Row): Promise<number | null> {
  const flags = scorer === 'regex' ? { flags: 'i' } : {}
  const [made] = createScorers([scorerSpec.parse({ kind: scorer, ...more, ...flags })])
  return (await made!.score(answerOf(output), caseOf([...expected]))).value
}

async function inspectScores(python: string, rows: readonly Row[]): Promise<number[]> {
  const child = spawn(python, [SCRIPT], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(rows.map((each) => `${JSON.stringify(each)}\n`).join(''))
  return (await text(child.stdout)).trim().split('\n').map(Number)
}

async function pythonOrSkip(t: TestContext): Promise<string | null> {
  try {
    return await pythonWith(['inspect-ai==0.3.285'])
  } catch (error) {
    if (process.env.NIGHTDRIFT_STRICT === '1') throw error
    t.skip('no Python with Inspect AI can be had here')
    return null
  }
}
