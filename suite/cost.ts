import type { Tokens } from './case-result.ts'
import type { Price, Prices } from './config/price-spec.ts'

/** Whose price is asked for, and when. */
export interface PricedCall {
  /** Names of the model, the surest first: the one that answered, the one that was asked. */
  readonly models: readonly (string | null)[]
  /** `2026-11-26`. */
  readonly day: string
}

/**
 * What did an answer cost, in US dollars? Null without tokens or without a price of the model on that day: an unknown
 * cost is not 0.
 *
 * @example costOf({ input: 1000, output: 500 }, { 'gpt-5-mini': { input: 0.25, output: 2 } }, { models: ['gpt-5-mini'], day: '2026-11-26' }) // 0.00125
 */
export function costOf(tokens: Tokens | null, prices: Prices, { models, day }: PricedCall): number | null {
  const price = models.map((model) => priceOn(model, prices, day)).find((one) => one !== null)
  if (tokens === null || price === undefined || price === null) return null
  const cached = tokens.cached ?? 0
  const input = (tokens.input - cached) * price.input + cached * (price.cachedInput ?? price.input)
  return (input + tokens.output * price.output) / 1e6
}

/** The newest price of a model that applies on a day. */
function priceOn(model: string | null, prices: Prices, day: string): Price | null {
  if (model === null || !Object.hasOwn(prices, model)) return null
  const dated = [prices[model] ?? []].flat().filter(({ from }) => from === undefined || from <= day)
  return dated.toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? 1 : -1))[0] ?? null
}
