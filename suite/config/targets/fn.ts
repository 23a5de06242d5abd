import { z } from 'zod'
import type { Case, Message } from '../../case.ts'
import { callKeys } from './call-keys.ts'
import { versionSpec } from './version.ts'

/** What a function that stands for a model is given. */
export interface Asked {
  /** The text that is asked; of a conversation the last turn of the user. */
  readonly input: string
  /** The conversation; of a text one turn of the user. */
  readonly messages: readonly Message[]
  /** The whole case, unknown keys among it. */
  readonly case: Case
  /** Aborted when the run is stopped or the time is up. */
  readonly signal: AbortSignal
}

/** What it answers: the output, alone or with what else is known. */
export type Replied =
  | string
  | {
      readonly output: string
      readonly model?: string
      readonly finishReason?: string
      readonly firstTokenMs?: number
      readonly tokens?: {
        readonly input: number
        readonly output: number
        readonly cached?: number
        readonly reasoning?: number
      }
      readonly costUsd?: number
      readonly fingerprint?: string
      readonly toolCalls?: readonly { readonly name: string; readonly arguments?: unknown }[]
    }

type Respond = (asked: Asked) => Replied | Promise<Replied>

export const fnSpec = z.strictObject({
  kind: z.literal('fn'),
  fn: z.custom<Respond>((value) => typeof value === 'function', 'expected a function'),
  /** Names the model where the function does not. */
  model: z.string().min(1).optional(),
  version: versionSpec,
  ...callKeys,
})

export type FnSpec = z.output<typeof fnSpec>

/**
 * A function of your own in place of a model: your application itself, in this process.
 *
 * @example fn(async ({ input, signal }) => (await answer(input, { signal })).text)
 */
export function fn(
  respond: Respond,
  options: Omit<z.input<typeof fnSpec>, 'kind' | 'fn'> = {},
): z.input<typeof fnSpec> {
  return { kind: 'fn', fn: respond, ...options }
}
