import type { Case } from '../case.ts'
import type { Answer, Score } from '../case-result.ts'
import { ConfigError } from '../config/errors.ts'
import { type ScorerSpec, scorerName } from '../config/scorer-spec.ts'
import { scoreChoice } from './choice.ts'
import { scoreContains } from './contains.ts'
import { scoreByFunction } from './custom.ts'
import { scoreExact } from './exact.ts'
import { scoreJsonEqual } from './json-equal.ts'
import { compileSchema, scoreJsonSchema, scoreValidJson } from './json-schema.ts'
import { scoreLevenshtein } from './levenshtein.ts'
import { scoreCost, scoreLatency } from './limits.ts'
import { scoreNumeric } from './numeric.ts'
import { compilePattern } from './pattern.ts'
import { scoreRefusal } from './refusal.ts'
import { scoreRegex } from './regex.ts'
import { scoreRougeL } from './rouge-l.ts'
import { type RubricOptions, scoreRubric } from './rubric.ts'
import { type SimilarOptions, scoreSimilar } from './similar.ts'
import { scoreTokenF1 } from './token-f1.ts'
import { scoreToolCalls } from './tool-calls.ts'

type ScoreAnswer = (answer: Answer, item: Case) => Score | Promise<Score>

/** What scorers need of other models, by the scorer's name. */
export interface ScorerModels {
  judgeOf(name: string): Omit<RubricOptions, 'atLeast'>
  embedderOf(name: string): Omit<SimilarOptions, 'atLeast'>
}

/** One scorer of a run, ready to judge. */
export interface Scorer {
  readonly name: string
  readonly score: ScoreAnswer
}

/**
 * Makes a run's scorers, once: patterns and schemas are compiled here.
 *
 * @param models needed by `rubric` and `similar`
 * @throws ConfigError when two go by one name
 */
export function createScorers(
  specs: readonly ScorerSpec[],
  models: ScorerModels = NO_MODELS,
): readonly Scorer[] {
  const names = specs.map(scorerName)
  const twice = names.find((name, index) => names.indexOf(name) !== index)
  if (twice !== undefined) {
    throw new ConfigError(
      `Cannot use the scorers ${names.join(', ')}: "${twice}" stands twice, and results are kept by name. Give one of them another \`name\`.`,
    )
  }
  return specs.map((spec) => ({ name: scorerName(spec), score: scoreBy(spec, models) }))
}

/**
 * Judges one answer by every scorer.
 *
 * @returns a score for every scorer's name
 * @example await scoreAnswer(createScorers([{kind: 'exact'}]), answer, item) // {exact: {value: 1}}
 */
export async function scoreAnswer(
  scorers: readonly Scorer[],
  answer: Answer,
  item: Case,
): Promise<Record<string, Score>> {
  const scores: Record<string, Score> = {}
  for (const { name, score } of scorers) scores[name] = await score(answer, item)
  return scores
}

function notGiven(name: string): never {
  throw new TypeError(`Cannot score by "${name}": the model that it needs was not given.`)
}

const NO_MODELS: ScorerModels = { judgeOf: notGiven, embedderOf: notGiven }

function scoreBy(spec: ScorerSpec, models: ScorerModels): ScoreAnswer {
  switch (spec.kind) {
    case 'exact':
      return ({ output }, { expected }) => scoreExact(output, expected)
    case 'contains':
      return ({ output }, { expected }) => scoreContains(output, expected, spec.match)
    case 'numeric':
      return ({ output }, { expected }) => scoreNumeric(output, expected, spec)
    case 'regex': {
      const pattern = compilePattern(spec.pattern, spec.flags)
      return ({ output }, { expected }) => scoreRegex(pattern, output, expected)
    }
    case 'choice':
      return ({ output }, { expected }) => scoreChoice(output, expected)
    case 'levenshtein':
      return ({ output }, { expected }) => scoreLevenshtein(output, expected, spec.atLeast)
    case 'tokenF1':
      return ({ output }, { expected }) => scoreTokenF1(output, expected, spec.atLeast)
    case 'rougeL':
      return ({ output }, { expected }) => scoreRougeL(output, expected, spec.atLeast)
    case 'similar': {
      const options = { ...models.embedderOf(scorerName(spec)), atLeast: spec.atLeast }
      return ({ output }, { expected }) => scoreSimilar(output, expected, options)
    }
    case 'refusal':
      return ({ output }) => scoreRefusal(output, spec.wanted)
    case 'rubric': {
      const options = { ...models.judgeOf(scorerName(spec)), atLeast: spec.atLeast }
      return (answer, item) => scoreRubric(answer, item, options)
    }
    case 'custom':
      return (answer, item) => scoreByFunction(answer, item, spec)
    default:
      return scoreByAnswer(spec)
  }
}

type AnswerScorer = Extract<
  ScorerSpec,
  { kind: 'validJson' | 'jsonSchema' | 'jsonEqual' | 'toolCalls' | 'latency' | 'cost' }
>

function scoreByAnswer(spec: AnswerScorer): ScoreAnswer {
  switch (spec.kind) {
    case 'validJson':
      return ({ output }) => scoreValidJson(output, spec.allowFence)
    case 'jsonSchema': {
      const schema = compileSchema(spec.schema)
      return ({ output }) => scoreJsonSchema(output, schema, spec.allowFence)
    }
    case 'jsonEqual':
      return ({ output }, { expected }) => scoreJsonEqual(output, expected, spec)
    case 'toolCalls':
      return (answer, { expected }) => scoreToolCalls(answer, expected, spec)
    case 'latency':
      return (answer) => scoreLatency(answer, spec.maxMs)
    case 'cost':
      return (answer) => scoreCost(answer, spec.maxUsd)
  }
}
