import { z } from 'zod'

/**
 * Says which state of a program, function or endpoint is asked, which its config cannot show. Part of the target's
 * digest; without one, no answer is taken from the cache. */
export const versionSpec = z.string().min(1).max(200).optional()
