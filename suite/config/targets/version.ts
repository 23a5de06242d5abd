import { z } from 'zod'

/** Says that a program or function has changed, which its config cannot show. Part of the target's digest. */
export const versionSpec = z.string().min(1).max(200).optional()
