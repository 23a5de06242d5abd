import { type Target, TargetError } from '../../suite/target.ts'
import type { Recording } from './recording.ts'

/**
 * A target that answers with recorded outputs: JSON lines of `{id, output, model?, finish_reason?, latency_ms?,
 * first_token_ms?, tokens?, cost_usd?, fingerprint?, tool_calls?}`. A case that is not in the recording, or stands there without an output, is `missing-output`.
 *
 * @param path  as the config gives it
 */
export function createReplayTarget(recording: Recording, path: string): Target {
  return {
    name: `replay ${path}`,
    isRecording: true,
    async ask({ id }, { signal }) {
      signal.throwIfAborted()
      const answer = recording.answer(id)
      if (answer) return answer
      const fault = answer === null ? 'has no output for this case' : 'does not hold this case'
      throw new TargetError(
        'missing-output',
        `Cannot replay: ${path} ${fault}. Record it, or leave the case out.`,
      )
    },
  }
}
