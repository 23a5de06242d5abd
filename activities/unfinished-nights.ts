import { type Night, nightBefore } from './night-keys.ts'
import { nightState } from './night-manifest.ts'
import type { Lake } from './ports.ts'

/** How far back a night looks for others that never ended. */
const LOOK_BACK_DAYS = 7

/** Sentences about recent nights that were opened and left no result: terminated, timed out, or still running. */
export async function unfinishedNights(lake: Lake, night: Night): Promise<string[]> {
  const sentences: string[] = []
  for (let days = 1; days <= LOOK_BACK_DAYS; days += 1) {
    const state = await nightState(lake, nightBefore(night, days))
    if (state?.opening && state.manifest === null) {
      sentences.push(
        `Night ${state.night} began at ${state.opening.openedAt} and left no result: it was terminated, timed out, or is still running. Run it again with \`nightdrift night ${state.night}\`.`,
      )
    }
  }
  return sentences
}
