import { resolve } from 'node:path'
import { ConfigError } from '../../suite/config/errors.ts'
import type { FileSpec } from '../../suite/config/file-spec.ts'
import type { TargetSpec } from '../../suite/config/target-spec.ts'
import type { AnthropicSpec } from '../../suite/config/targets/anthropic.ts'
import { promptFault } from '../../suite/config/targets/model-keys.ts'
import type { OpenAiSpec } from '../../suite/config/targets/openai.ts'
import type { Target } from '../../suite/target.ts'
import { targetDigest } from '../../suite/target-digest.ts'
import { anthropicAddress, createAnthropicTarget } from './anthropic.ts'
import { readApiKey } from './api-key.ts'
import { createCommandTarget } from './command.ts'
import { createFnTarget } from './fn.ts'
import { createHttpTarget } from './http.ts'
import { createOpenAiTarget } from './openai.ts'
import { openAiAddress } from './openai-client.ts'
import { Recording } from './recording.ts'
import { createReplayTarget } from './replay.ts'
import { requireProgram } from './require-program.ts'
import type { TextsRead } from './texts-read.ts'

export interface TargetWorld {
  /** The config's folder; programs are started in it. */
  readonly folder: string
  /** Keys are read from here, and from nowhere else. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** Reads a file of the config; paths in it are relative to the config. */
  readonly readFile: (path: string) => Promise<string>
}

type ModelSpec = OpenAiSpec | AnthropicSpec
type ReplaySpec = Extract<TargetSpec, { kind: 'replay' }>

/**
 * Makes the target that a config states. Files are read and keys looked up now, so a fault shows before any case.
 *
 * @throws ConfigError for a missing key, a missing file, a missing program, a broken recording, a prompt with
 *   unknown variables
 */
export async function createTarget(spec: TargetSpec, world: TargetWorld): Promise<Target> {
  if (spec.kind === 'replay') return openReplay(spec, world)
  const files = new Map<string, string>()
  const readFile = async (path: string) => {
    const text = await world.readFile(path)
    files.set(path, text)
    return text
  }
  const target = await targetOf(spec, { ...world, readFile })
  return { ...target, digest: targetDigest(spec, files) }
}

async function openReplay(spec: ReplaySpec, { folder }: TargetWorld): Promise<Target> {
  const place = { ...spec, file: resolve(folder, spec.path) }
  const recording = await Recording.open(place).catch((cause: unknown) => {
    throw cause instanceof ConfigError ? cause : unreadable(spec.path, 'recorded outputs', cause)
  })
  // The digest of what was recorded stands for it: it may be larger than a text can be.
  const digest = targetDigest(spec, new Map([[spec.path, recording.digest]]))
  return { ...createReplayTarget(recording, spec.path), digest }
}

async function targetOf(spec: Exclude<TargetSpec, ReplaySpec>, world: TargetWorld): Promise<Target> {
  switch (spec.kind) {
    case 'openai':
      return createOpenAiTarget(await readTexts(spec, world), keyOf(spec, openAiAddress(spec), world))
    case 'anthropic':
      return createAnthropicTarget(await readTexts(spec, world), keyOf(spec, anthropicAddress(spec), world))
    case 'http':
      return createHttpTarget(spec, world.env)
    case 'command':
      await requireProgram(spec.command[0], world)
      return createCommandTarget(spec, world)
    case 'fn':
      return createFnTarget(spec)
  }
}

function keyOf(spec: ModelSpec, baseUrl: string, { env }: TargetWorld): string | null {
  return readApiKey({ target: `${spec.kind} ${spec.model}`, apiKeyEnv: spec.apiKeyEnv, baseUrl }, env)
}

async function readTexts<Spec extends ModelSpec>(spec: Spec, world: TargetWorld): Promise<TextsRead<Spec>> {
  const prompt = await textOf(spec.prompt, 'prompt', world)
  const fault = prompt === undefined ? null : promptFault(prompt)
  if (fault !== null)
    throw new ConfigError(`Cannot use the prompt of the target: ${fault}. Mend the prompt's text.`)
  return { ...spec, system: await textOf(spec.system, 'system prompt', world), prompt }
}

async function textOf(
  given: string | FileSpec | undefined,
  what: string,
  world: TargetWorld,
): Promise<string | undefined> {
  return typeof given === 'object' ? readConfigFile(given.path, what, world) : given
}

/**
 * Reads a file that the config names.
 *
 * @param what it is, for errors
 * @throws ConfigError when it cannot be read
 */
export async function readConfigFile(path: string, what: string, { readFile }: TargetWorld): Promise<string> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw unreadable(path, what, cause)
  }
}

function unreadable(path: string, what: string, cause: unknown): ConfigError {
  const code = (cause as NodeJS.ErrnoException).code ?? 'unreadable'
  return new ConfigError(
    `Cannot read the ${what} of the target: ${path} (${code}). Expected a file at this path, relative to the config.`,
    { cause },
  )
}
