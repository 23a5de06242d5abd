import type { Prices } from '../../suite/config/price-spec.ts'
import { costOf } from '../../suite/cost.ts'
import type { Target } from '../../suite/target.ts'

export interface Pricing {
  readonly prices: Prices
  /** The model that is asked for; the one that answers may have a price of its own. */
  readonly model: string | null
  /** Prices are dated, and a run may go on over midnight. */
  readonly now: () => Date
}

/** A target whose answers say what they cost, where they do not say it themselves and the model has a price. */
export function priceTarget(target: Target, { prices, model, now }: Pricing): Target {
  if (Object.keys(prices).length === 0) return target
  return {
    ...target,
    async ask(item, options) {
      const answer = await target.ask(item, options)
      if (answer.costUsd !== null) return answer
      const day = now().toISOString().slice(0, 10)
      return { ...answer, costUsd: costOf(answer.tokens, prices, { models: [answer.model, model], day }) }
    },
  }
}
