import { z } from 'zod'
import { endpointUrl } from '../endpoint-url.ts'
import { fileSpec } from '../file-spec.ts'
import { unknownPlaceholders } from '../template-names.ts'
import { callKeys } from './call-keys.ts'

/** Keys of a request that the target fills in itself, or whose answer it could not read. */
const OWN = [
  ...['model', 'messages', 'input', 'system', 'instructions', 'tools', 'temperature', 'seed'],
  ...[
    'max_tokens',
    'max_completion_tokens',
    'max_output_tokens',
    'stream',
    'stream_options',
    'n',
    'background',
  ],
]

const promptText = z
  .string()
  .refine((text) => promptFault(text) === null, { error: ({ input }) => promptFault(String(input)) ?? '' })

/** What is wrong with a prompt's template; null when nothing is. */
export function promptFault(text: string): string | null {
  const unknown = unknownPlaceholders(text)
  if (unknown.length > 0)
    return `{{${unknown[0]}}} is no variable of a case; there are {{input}}, {{id}}, {{tags.NAME}} and {{case.KEY}}`
  return /\{\{\s*input\s*\}\}/.test(text) ? null : 'it has no {{input}}, so every case would ask the same'
}

/** Keys of targets that are a model behind a provider's API. */
export const modelKeys = {
  model: z.string().min(1),
  /** Put before every case, as it stands: a text, or `file('prompts/system.md')`. */
  system: z.union([z.string(), fileSpec]).optional(),
  /** What is asked, with `{{input}}` and other variables of the case; in a conversation, its last turn of the user. */
  prompt: z.union([promptText, fileSpec]).optional(),
  baseUrl: endpointUrl.optional(),
  /** Tools the model may call, as the provider's API takes them; nothing is run, the calls are scored. */
  tools: z.array(z.record(z.string(), z.unknown())).min(1).optional(),
  /** Not sent unless given: some models refuse it. */
  temperature: z.number().min(0).max(2).optional(),
  /** On, the time to the first token is measured. Off for servers that cannot. */
  stream: z.boolean().default(true),
  /** Sent along as it stands: what the provider's API takes besides. */
  extra: z
    .record(z.string(), z.unknown())
    .refine((extra) => !OWN.some((key) => key in extra), {
      error: `expected no key that the target sets by itself or cannot read answers to: ${OWN.join(', ')}`,
    })
    .optional(),
  ...callKeys,
}
