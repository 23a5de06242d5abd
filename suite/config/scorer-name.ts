import { z } from 'zod'

/** Names a scorer in results and findings. */
export const scorerNameSpec = z
  .string()
  .regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'expected letters, digits, ".", "_" or "-", at most 64')
