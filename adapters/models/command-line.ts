import { z } from 'zod'
import type { Case, Message } from '../../suite/case.ts'
import type { Answer } from '../../suite/case-result.ts'
import type { CommandSpec } from '../../suite/config/targets/command.ts'
import { TargetError } from '../../suite/target.ts'
import { caseVariable } from '../../suite/template.ts'
import { answerKeys, recordedAnswer } from './recorded-answer.ts'

/** What a program is asked, but for the id of the request. */
export interface CommandRequest {
  readonly input: string
  readonly messages: readonly Message[]
  /** The case without what scorers compare with. */
  readonly case: Omit<Case, 'expected' | 'human'>
}

const failure = z.object({
  kind: z
    .enum([
      'rate-limited',
      'timeout',
      'unreachable',
      'unauthorised',
      'rejected',
      'refused',
      'filtered',
      'invalid-answer',
    ])
    .catch('rejected'),
  retry_after_ms: z.number().nonnegative().nullish().catch(null),
})

const line = z.looseObject({
  id: z.union([z.string(), z.number()]).transform(String).nullish(),
  output: z.string().nullish(),
  error: z.unknown().optional(),
  ...answerKeys,
})

/** A line that a program wrote, checked. */
export type CommandLine = z.output<typeof line>

/** The request for a case. */
export function commandRequest(item: Case): CommandRequest {
  const { expected: _, human: __, target: ___, ...rest } = item as Case & { target?: unknown }
  return {
    input: caseVariable(item, 'input') as string,
    messages: caseVariable(item, 'messages') as readonly Message[],
    case: rest,
  }
}

/** Reads a line that a program wrote; null when it is neither an output nor an error in JSON. */
export function readCommandLine(text: string): CommandLine | null {
  try {
    const { data } = line.safeParse(JSON.parse(text))
    const isAnswer = typeof data?.output === 'string' || (data?.error ?? null) !== null
    return data !== undefined && isAnswer ? data : null
  } catch {
    return null
  }
}

/**
 * The answer in a line.
 *
 * @throws TargetError of the kind that the program says, when it says that it has none; its words are not repeated
 */
export function answerInLine(told: CommandLine, { model }: CommandSpec, name: string): Answer {
  if (typeof told.output === 'string') return recordedAnswer(told.output, told, model)
  const { kind, retry_after_ms: wait } = failure.safeParse(told.error).data ?? { kind: 'rejected' as const }
  const canHelp = kind === 'rate-limited' || kind === 'timeout' || kind === 'unreachable'
  throw new TargetError(
    kind,
    `Cannot get an answer from ${name}: it says that it has none for this case (${kind}).`,
    wait ?? (canHelp ? 0 : null),
  )
}
