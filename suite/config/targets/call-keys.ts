import { z } from 'zod'
import { limitKeys } from '../limit-spec.ts'

/** How long and how hard a target may be asked. None of it changes an answer. */
export const callKeys = {
  /**
   * One request, from sending to the last byte. A minute: slow models answer in it, a hanging one costs no night. At
   * most five: Node's fetch waits no longer for the first byte. */
  timeoutMs: z.int().min(1).max(300_000).default(60_000),
  /**
   * One case, over all attempts and the waits between them. As long as the longest request may take: what needs longer is
   * stuck, and holds a place that others wait for. */
  caseTimeoutMs: z.int().min(1).default(300_000),
  ...limitKeys,
}
