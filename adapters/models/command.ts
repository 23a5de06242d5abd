import { basename } from 'node:path'
import type { CommandSpec } from '../../suite/config/targets/command.ts'
import type { Target } from '../../suite/target.ts'
import { tooSlow } from './command-failure.ts'
import { answerInLine, commandRequest } from './command-line.ts'
import { LongLivedProgram } from './long-lived-program.ts'
import { ofVersion } from './of-version.ts'
import type { ProgramStart } from './program.ts'
import { askOwnProgram } from './program-per-case.ts'
import { requestDigest } from './request-digest.ts'
import { withinTime } from './within-time.ts'

/** Long enough to bridge the time between two batches. */
const IDLE_MS = 10_000

/** A target that is a program; what it does not tell of an answer is unknown, but for the time it took. */
export function createCommandTarget(spec: CommandSpec, world: Omit<ProgramStart, 'command'>): Target {
  const name = `command ${nameOf(spec.command)}`
  const start = { ...world, command: spec.command, name }
  const limit = { timeoutMs: spec.timeoutMs, late: () => tooSlow(name, spec.timeoutMs) }
  const program = new LongLivedProgram({ ...start, idleMs: IDLE_MS })
  const target: Target = {
    name,
    requestDigest: (item) => requestDigest(commandRequest(item)),
    async ask(item, { signal }) {
      const request = commandRequest(item)
      const begin = performance.now()
      const line = await withinTime({ ...limit, signal }, (stop) =>
        spec.mode === 'perCase' ? askOwnProgram(request, start, stop) : program.ask(request, stop),
      )
      const latencyMs = performance.now() - begin
      return { ...answerInLine(line, spec, name), latencyMs, requestDigest: requestDigest(request) }
    },
  }
  return ofVersion(target, spec.version)
}

/** The program and what it runs: `python bot.py`. Options may hold anything, so they are left out. */
function nameOf([file, script]: readonly [string, ...string[]]): string {
  const program = basename(file)
  return script === undefined || script.startsWith('-') ? program : `${program} ${script}`
}
