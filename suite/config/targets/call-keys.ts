import { z } from 'zod'
import { limitKeys } from '../limit-spec.ts'

/** How long and how hard a target may be asked. None of it changes an answer. */
export const callKeys = {
  /**
   * One request, from sending to the last byte. A minute: slow models answer in it, a hanging one costs no night. At
   * most five: Node's fetch waits no longer for the first byte. */
  timeoutMs: z.int().min(1).max(300_000).default(60_000),
  ...limitKeys,
}
