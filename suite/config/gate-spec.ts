import { z } from 'zod'

const passRate = z.number().min(0).max(1)

/** The lowest pass rates that a release is let through with, by scorer. */
export const gatesSpec = z.record(
  z.string(),
  z.union([
    passRate,
    z.strictObject({
      /** Of all cases. */
      passRate: passRate.optional(),
      /** Of the cases that carry a tag's value: `{ 'intent=refund': 0.8 }`. */
      slices: z
        .record(
          z.string().regex(/^[^=]+=/, 'expected a tag and its value, such as "intent=refund"'),
          passRate,
        )
        .optional(),
    }),
  ]),
)

export type Gates = z.output<typeof gatesSpec>
