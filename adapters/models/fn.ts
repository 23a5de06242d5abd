import { z } from 'zod'
import type { Case, Message } from '../../suite/case.ts'
import type { Answer } from '../../suite/case-result.ts'
import type { Asked, FnSpec, Replied } from '../../suite/config/targets/fn.ts'
import { type Target, TargetError } from '../../suite/target.ts'
import { caseVariable } from '../../suite/template.ts'
import { ofVersion } from './of-version.ts'
import { recordedAnswer, toldTokens } from './recorded-answer.ts'
import { requestDigest } from './request-digest.ts'
import { withinTime } from './within-time.ts'

const count = z.number().nonnegative()

/** What is taken of what a function gives; anything else in it is left alone. */
const replied = z.union([
  z.string().transform((output) => ({ output })),
  z.object({
    output: z.string(),
    model: z.string().nullish(),
    finishReason: z.string().nullish(),
    firstTokenMs: count.nullish(),
    tokens: toldTokens.nullish(),
    costUsd: count.nullish(),
    fingerprint: z.string().nullish(),
    toolCalls: z.array(z.object({ name: z.string(), arguments: z.unknown().optional() })).nullish(),
  }),
])

/**
 * A target that is a function of the config. It need not heed its signal: when time is up or the run is stopped, it is
 * not waited for. What it throws is `rejected` by the error's class; its message is not told, since it may quote the case.
 */
export function createFnTarget(spec: FnSpec): Target {
  const name = spec.model === undefined ? 'fn' : `fn ${spec.model}`
  const limit = { timeoutMs: spec.timeoutMs, late: () => late(name, spec.timeoutMs) }
  const target: Target = {
    name,
    requestDigest,
    async ask(item, { signal }) {
      const start = performance.now()
      const asked = { ...inputOf(item), case: item }
      const reply = await withinTime({ ...limit, signal }, (stop) => call(spec, { ...asked, signal: stop }))
      const latencyMs = performance.now() - start
      return { ...answerOf(reply, spec, name), latencyMs, requestDigest: requestDigest(item) }
    },
  }
  return ofVersion(target, spec.version)
}

function inputOf(item: Case): Pick<Asked, 'input' | 'messages'> {
  return {
    input: caseVariable(item, 'input') as string,
    messages: caseVariable(item, 'messages') as readonly Message[],
  }
}

async function call(spec: FnSpec, asked: Asked): Promise<unknown> {
  try {
    return await spec.fn(asked)
  } catch (error) {
    const kind = error instanceof Error ? error.constructor.name : typeof error
    throw new TargetError(
      'rejected',
      `Cannot get an answer from the function: it threw ${kind}. Call it with this case to see why.`,
    )
  }
}

function late(name: string, timeoutMs: number): TargetError {
  const text = `Cannot get an answer from ${name}: none within ${timeoutMs / 1000} s. Raise the target's \`timeoutMs\` if such answers take longer.`
  return new TargetError('timeout', text, 0)
}

function answerOf(reply: unknown, spec: FnSpec, name: string): Answer {
  const { data } = replied.safeParse(reply)
  if (data === undefined)
    throw new TargetError(
      'invalid-answer',
      `Cannot read the answer of ${name}: it is neither a text nor {output: text, …} with the keys of the documentation.`,
    )
  const { output, ...told } = data as Extract<Replied, object>
  return recordedAnswer(
    output,
    {
      model: told.model,
      finish_reason: told.finishReason,
      first_token_ms: told.firstTokenMs,
      tokens: told.tokens,
      cost_usd: told.costUsd,
      fingerprint: told.fingerprint,
      tool_calls: told.toolCalls?.map((one) => ({ ...one })),
    },
    spec.model,
  )
}
