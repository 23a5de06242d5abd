import { TargetError } from '../../suite/target.ts'
import type { Ending } from './program.ts'

/** A program ended before it answered. Asking again starts it anew, unless it is not there. */
export function endedEarly(name: string, { why, code }: Ending): TargetError {
  if (why === 'endless-line') return rubbish(name, 'it wrote a line of more than 16 million characters')
  if (why === 'exited') {
    const text = `it ended (${code}) before it answered. Run it by hand with this case to see why.`
    return new TargetError('unreachable', `Cannot get an answer from ${name}: ${text}`, 0)
  }
  const text = `it cannot be started (${code}). Check the target's \`command\`; a path in it is relative to the config.`
  return new TargetError('unauthorised', `Cannot get an answer from ${name}: ${text}`)
}

/** A program wrote something that is no answer. */
export function rubbish(name: string, got: string): TargetError {
  const text = `${got}; expected one line of JSON a case, {"id", "output"} or {"id", "error"}, and notes on standard error`
  return new TargetError('invalid-answer', `Cannot read the answer of ${name}: ${text}.`, 0)
}

/** A program did not answer in time. */
export function tooSlow(name: string, timeoutMs: number): TargetError {
  const text = `none within ${timeoutMs / 1000} s. Raise the target's \`timeoutMs\` if such answers take longer.`
  return new TargetError('timeout', `Cannot get an answer from ${name}: ${text}`, 0)
}

/** A program was started again and again and never answered; it is left alone for a while. */
export function givenUp(name: string, starts: number): TargetError {
  const text = `it was started ${starts} times in a row and answered nothing. Run it by hand to see why.`
  return new TargetError('unreachable', `Cannot get an answer from ${name}: ${text}`)
}
