import type { Environment } from './cache-folder.ts'
import { findTemporalBinary } from './find-binary.ts'

/**
 * Says in a line which Temporal CLI the embedded server would run with. Only looks, installs nothing.
 *
 * @throws Error when there is none yet: where it was looked for, and what happens then
 */
export async function lookForTemporalBinary(env: Environment = process.env): Promise<string> {
  const { found, tried } = await findTemporalBinary(env)
  if (found !== null) return `${found.path} (${found.version})`
  const places = tried.map(({ place, problem }) => `${place}: ${problem}`).join('; ')
  throw new Error(
    `Cannot find a Temporal CLI (${places}). The next command that needs it downloads or builds one; or install it (https://docs.temporal.io/cli), or set TEMPORAL_ADDRESS.`,
  )
}
