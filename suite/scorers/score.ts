import type { Case, Expected } from '../case.ts'
import type { Score } from '../case-result.ts'
import { ConfigError } from '../config/errors.ts'
import { type ScorerSpec, scorerName } from '../config/scorer-spec.ts'
import { scoreContains } from './contains.ts'
import { scoreExact } from './exact.ts'
import { scoreNumeric } from './numeric.ts'
import { compilePattern } from './pattern.ts'
import { scoreRegex } from './regex.ts'

/** One scorer of a run, ready to judge. */
export interface Scorer {
  readonly name: string
  score(output: string, expected: Expected | undefined): Score
}

/**
 * Makes a run's scorers, once: patterns are compiled here.
 *
 * @throws ConfigError when two go by one name
 */
export function createScorers(specs: readonly ScorerSpec[]): readonly Scorer[] {
  const names = specs.map(scorerName)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) {
    throw new ConfigError(
      `Cannot use the scorers ${names.join(', ')}: "${twice}" stands twice, and results are kept by name. Give one of them another \`name\`.`,
    )
  }
  return specs.map((spec) => ({ name: scorerName(spec), score: judgeOf(spec) }))
}

/**
 * Judges one output by every scorer.
 *
 * @returns a score for every scorer's name
 * @throws ConfigError when two scorers go by one name
 * @example scoreAnswer([{kind: 'contains'}], {id: 'a', input: '2+2?', expected: '4'}, 'It is 4.') // {contains: {value: 1}}
 */
export function scoreAnswer(
  specs: readonly ScorerSpec[],
  item: Pick<Case, 'expected'>,
  output: string,
): Record<string, Score> {
  return applyScorers(createScorers(specs), item, output)
}

/** As `scoreAnswer`, by scorers that are already made. */
export function applyScorers(
  scorers: readonly Scorer[],
  item: Pick<Case, 'expected'>,
  output: string,
): Record<string, Score> {
  return Object.fromEntries(scorers.map(({ name, score }) => [name, score(output, item.expected)]))
}

function judgeOf(spec: ScorerSpec): Scorer['score'] {
  switch (spec.kind) {
    case 'exact':
      return scoreExact
    case 'contains':
      return scoreContains
    case 'numeric':
      return (output, expected) => scoreNumeric(output, expected, spec)
    case 'regex': {
      const pattern = compilePattern(spec.pattern, spec.flags)
      return (output, expected) => scoreRegex(pattern, output, expected)
    }
  }
}
