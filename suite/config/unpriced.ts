import type { Prices } from './price-spec.ts'

/**
 * Why no budget can be held over a model: it is a provider's, and has no price. Null where it can be.
 *
 * @param spec of a target or a judge
 */
export function unpriced(spec: object, prices: Prices): string | null {
  if (!('apiKeyEnv' in spec && 'model' in spec)) return null
  const model = String(spec.model)
  if (Object.hasOwn(prices, model)) return null
  return `a budget cannot be held without knowing what answers cost; add ${JSON.stringify(model)} to \`prices\``
}
