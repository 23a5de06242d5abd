import { z } from 'zod'

/** A text that stands in a file of its own; `path` is relative to the config. */
export const fileSpec = z.strictObject({ kind: z.literal('file'), path: z.string().min(1) })

export type FileSpec = z.output<typeof fileSpec>

/**
 * Takes a text from a file, so that a prompt is reviewed and diffed as a text. Part of the config's digest.
 *
 * @param path  relative to the config
 * @example file('prompts/system.md') // {kind: 'file', path: 'prompts/system.md'}
 */
export function file(path: string): FileSpec {
  return { kind: 'file', path }
}
