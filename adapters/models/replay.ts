import { z } from 'zod'
import type { Answer } from '../../suite/case-result.ts'
import { ConfigError } from '../../suite/config/errors.ts'
import { type JsonLine, parseJsonLines } from '../../suite/json-lines.ts'
import { type Target, TargetError } from '../../suite/target.ts'
import { answerKeys, recordedAnswer } from './recorded-answer.ts'

/** One recorded output. */
const recordedLine = z.looseObject({
  id: z.union([z.string().min(1), z.int()]).transform(String),
  output: z.string().nullish(),
  ...answerKeys,
})

export interface Recording {
  /** The JSON lines. */
  readonly text: string
  /** The file, named in errors. */
  readonly path: string
  /** Stands for lines that name no model. */
  readonly model?: string | undefined
}

/**
 * A target that answers with recorded outputs: JSON lines of `{id, output, model?, finish_reason?, latency_ms?,
 * first_token_ms?, tokens?, cost_usd?, fingerprint?, tool_calls?}`. A case that is not in the recording, or stands there without an output, is `missing-output`.
 *
 * @throws ConfigError naming file and line for a broken line or an id that stands twice, or when nothing is recorded
 */
export function createReplayTarget(recording: Recording): Target {
  const answers = readAnswers(recording)
  const { path } = recording
  return {
    name: `replay ${path}`,
    async ask({ id }, { signal }) {
      signal.throwIfAborted()
      const answer = answers.get(id)
      if (answer) return answer
      const fault = answers.has(id) ? 'has no output for this case' : 'does not hold this case'
      throw new TargetError(
        'missing-output',
        `Cannot replay: ${path} ${fault}. Record it, or leave the case out.`,
      )
    },
  }
}

function readAnswers({ text, path, model }: Recording): Map<string, Answer | null> {
  const lines = parseJsonLines(text, path)
  if (lines.length === 0) {
    throw new ConfigError(
      `Cannot replay ${path}: it holds no output. Write one JSON object a line, with \`id\` and \`output\`.`,
    )
  }
  const answers = new Map<string, Answer | null>()
  const firstLines = new Map<string, number>()
  for (const line of lines) {
    const { id, answer } = readLine(line, path, model)
    const first = firstLines.get(id)
    if (first !== undefined) {
      throw new ConfigError(
        `Cannot replay ${path}: line ${line.line} has the same id as line ${first}. Keep one output a case.`,
      )
    }
    firstLines.set(id, line.line)
    answers.set(id, answer)
  }
  return answers
}

function readLine(
  { line, value }: JsonLine,
  path: string,
  model: string | undefined,
): { id: string; answer: Answer | null } {
  const parsed = recordedLine.safeParse(value)
  if (!parsed.success || parsed.data.output === undefined) {
    const key = String(parsed.error?.issues[0]?.path[0] ?? 'output')
    const fault = value[key] === undefined ? 'is missing' : 'has a value that cannot be read'
    throw new ConfigError(
      `Cannot replay ${path}, line ${line}: \`${key}\` ${fault}; expected {"id": text, "output": text}, and optionally model, finish_reason, latency_ms, first_token_ms, tokens {"input", "output"}, cost_usd, fingerprint and tool_calls [{"name", "arguments"}].`,
    )
  }
  const { id, output, ...told } = parsed.data
  if (output === null) return { id, answer: null }
  return { id, answer: recordedAnswer(output, told, model) }
}
