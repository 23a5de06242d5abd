import type { Comparison, Effect, JudgedComparison } from '../../drift/comparison.ts'

/** A numeric comparison without a difference, with what is given put in its place. */
export function comparison(given: Partial<Comparison> = {}): Comparison {
  return {
    family: 'live-against-recent',
    check: 'latency_ms',
    slice: 'all',
    type: 'numeric',
    n: { reference: 1000, current: 1000 },
    missing: { reference: 0, current: 0 },
    metrics: {},
    effect: effect(),
    pValue: 0.5,
    test: 'of the test',
    minimumEffect: 0.1,
    minimumN: 30,
    distribution: null,
    notes: [],
    ...given,
  }
}

/** An effect whose interval is 0.02 to either side of its value. */
export function effect(value = 0, name: Effect['name'] = 'cliffsDelta'): Effect {
  return {
    name,
    value,
    corrected: value,
    interval: { lower: value - 0.02, upper: value + 0.02, level: 0.95 },
  }
}

/** A comparison that drifted, with what is given put in its place. */
export function drifted(given: Partial<JudgedComparison> = {}): JudgedComparison {
  return {
    ...comparison({ effect: effect(-0.4), pValue: 1e-9 }),
    adjustedPValue: 1e-9,
    alpha: 0.01,
    verdict: 'drifted',
    direction: 'up',
    rule: 'of the test',
    ...given,
  }
}

/** A paired comparison of one scorer over everything that fell from 280 to 246 of 300. */
export function regression(given: Partial<JudgedComparison> = {}): JudgedComparison {
  return drifted({
    family: 'suite-against-baseline',
    check: 'quality.contains',
    type: 'paired',
    n: { reference: 300, current: 300 },
    metrics: { passRateReference: 280 / 300, passRateCurrent: 246 / 300, flipRate: 38 / 300 },
    effect: effect(-34 / 300, 'passRateDifference'),
    minimumEffect: 0.02,
    direction: 'down',
    distribution: { kind: 'paired', table: { n11: 244, n10: 36, n01: 2, n00: 18 } },
    ...given,
  })
}
