import { endedEarly, rubbish } from './command-failure.ts'
import { type CommandLine, type CommandRequest, readCommandLine } from './command-line.ts'
import { type ProgramStart, startProgram } from './program.ts'

/**
 * Starts a program for one case, and takes the one line that it writes until it ends by itself.
 *
 * @throws TargetError when it ends without, with an exit code other than 0, or writes something else
 */
export function askOwnProgram(
  request: CommandRequest,
  start: ProgramStart & { readonly name: string },
  stop: AbortSignal,
): Promise<CommandLine> {
  return new Promise((resolve, reject) => {
    const lines: string[] = []
    const program = startProgram(start, {
      onLine: (line) => lines.push(line) <= 2 || program.kill(),
      onEnd(ending) {
        stop.removeEventListener('abort', program.kill)
        const told = lines.length === 1 ? readCommandLine(lines[0] ?? '') : null
        if (lines.length > 1) reject(rubbish(start.name, 'it wrote more than one line'))
        else if (ending.why !== 'exited' || ending.code !== '0') reject(endedEarly(start.name, ending))
        else if (told === null) reject(rubbish(start.name, 'it wrote no answer'))
        else resolve(told)
      },
    })
    stop.addEventListener('abort', program.kill, { once: true })
    program.write(JSON.stringify({ id: '1', ...request }))
    program.closeInput()
  })
}
