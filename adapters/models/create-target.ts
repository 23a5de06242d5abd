import { ConfigError } from '../../suite/config/errors.ts'
import type { AnthropicSpec, OpenAiSpec, TargetSpec } from '../../suite/config/target-spec.ts'
import type { Target } from '../../suite/target.ts'
import { anthropicAddress, createAnthropicTarget } from './anthropic.ts'
import { readApiKey } from './api-key.ts'
import { createOpenAiTarget } from './openai.ts'
import { openAiAddress } from './openai-client.ts'
import { createReplayTarget } from './replay.ts'

export interface TargetWorld {
  /** Keys are read from here, and from nowhere else. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Reads a file of the config; paths in it are relative to the config. */
  readonly readFile: (path: string) => Promise<string>
}

/**
 * Makes the target that a config states. Files are read and keys looked up now, so a fault shows before any case.
 *
 * @throws ConfigError for a missing key, a missing file, a broken recording
 */
export async function createTarget(spec: TargetSpec, world: TargetWorld): Promise<Target> {
  switch (spec.kind) {
    case 'openai': {
      const key = keyOf(spec, openAiAddress(spec), world)
      return createOpenAiTarget({ ...spec, system: await systemOf(spec, world) }, key)
    }
    case 'anthropic': {
      const key = keyOf(spec, anthropicAddress(spec), world)
      return createAnthropicTarget({ ...spec, system: await systemOf(spec, world) }, key)
    }
    case 'replay':
      return createReplayTarget({ ...spec, text: await readConfigFile(spec.path, 'recorded outputs', world) })
  }
}

function keyOf(spec: OpenAiSpec | AnthropicSpec, baseUrl: string, { env }: TargetWorld): string | null {
  return readApiKey({ target: `${spec.kind} ${spec.model}`, apiKeyEnv: spec.apiKeyEnv, baseUrl }, env)
}

async function systemOf(
  { system }: OpenAiSpec | AnthropicSpec,
  world: TargetWorld,
): Promise<string | undefined> {
  return typeof system === 'object' ? readConfigFile(system.path, 'system prompt', world) : system
}

async function readConfigFile(path: string, what: string, { readFile }: TargetWorld): Promise<string> {
  try {
    return await readFile(path)
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unreadable'
    throw new ConfigError(
      `Cannot read the ${what} of the target: ${path} (${code}). Expected a file at this path, relative to the config.`,
      { cause },
    )
  }
}
