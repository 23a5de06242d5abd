import { z } from 'zod'
import { callKeys } from './call-keys.ts'
import { versionSpec } from './version.ts'

const word = z.string().regex(/^[^\0]*$/, 'expected no NUL')

export const commandSpec = z.strictObject({
  kind: z.literal('command'),
  /** The program and its arguments, started in the config's folder; no shell reads them. */
  command: z.tuple([word.min(1)], word, {
    error: 'expected a list of the program and its arguments such as ["python", "bot.py"]',
  }),
  /** One program for the run knows its start-up cost once; one a case keeps nothing between cases. */
  mode: z.enum(['longLived', 'perCase']).default('longLived'),
  /** Names the model where the program does not. */
  model: z.string().min(1).optional(),
  version: versionSpec,
  ...callKeys,
  /** One: most programs read a line, answer it and read the next, so more would only wait in line. */
  concurrency: callKeys.concurrency.unwrap().default(1),
})

export type CommandSpec = z.output<typeof commandSpec>

/**
 * A program of your own in place of a model. It reads a JSON line a case from its standard input,
 * `{"id", "input", "messages", "case"}`, and writes a line for each, `{"id", "output", …}`, in any order.
 *
 * @example command(['python', 'bot.py'])
 * @example command(['./ask.sh'], { mode: 'perCase', concurrency: 4 })
 */
export function command(
  program: readonly [string, ...string[]],
  options: Omit<z.input<typeof commandSpec>, 'kind' | 'command'> = {},
): z.input<typeof commandSpec> {
  const [file, ...args] = program
  return { kind: 'command', command: [file, ...args], ...options }
}
