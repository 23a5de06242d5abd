import { z } from 'zod'

const perMillion = z.number().nonnegative()

const priceSpec = z.strictObject({
  /** The first day of the price, as the provider dates it; unset: since ever. */
  from: z.iso.date().optional(),
  /** US dollars a million tokens. */
  input: perMillion,
  output: perMillion,
  /** Of input tokens that the provider had cached. Unset: as any other input, which never makes a run look too cheap. */
  cachedInput: perMillion.optional(),
})

/** Prices by model; several of one model apply from their dates on. */
export const pricesSpec = z.record(z.string().min(1), z.union([priceSpec, z.array(priceSpec).min(1)]))

/** One price of one model, in US dollars a million tokens. */
export type Price = z.output<typeof priceSpec>
export type Prices = z.output<typeof pricesSpec>
