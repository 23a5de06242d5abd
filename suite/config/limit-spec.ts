import { z } from 'zod'

/** How hard an endpoint may be asked. */
export const limitKeys = {
  /**
   * The most requests in flight of one process. It begins with ten and finds out how many the provider takes, so this
   * only bounds it: fifty keep even a fast model from being asked in floods. */
  concurrency: z.int().min(1).max(1000).default(50),
  /** Unset: as many as the provider takes. */
  requestsPerMinute: z.number().positive().optional(),
  /** Of input and output together. Unset: as many as the provider takes. */
  tokensPerMinute: z.number().positive().optional(),
}

/** How hard a provider may be asked by one process. */
export interface GateLimits {
  /** The most requests in flight. */
  readonly concurrency: number
  readonly requestsPerMinute?: number | undefined
  /** Of input and output together. */
  readonly tokensPerMinute?: number | undefined
}
