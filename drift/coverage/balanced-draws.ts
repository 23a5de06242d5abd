import { clusterDraws } from '../../stats/clusters.ts'
import { shuffled } from '../../stats/shuffled.ts'
import { type CoverageTexts, requestsByUnit } from './texts.ts'

/** The most texts of a side in a draw: groups from 0.8 % of the traffic on are seen, and a draw stays cheap. */
const MOST = 1000

/** With fewer requests a group of a sixth is too small to fill a neighbourhood; up to twice as many as cases. */
const FEW = 200
const MOST_TIMES = 2

/** Cases and requests in random order. */
export interface Draw {
  /** Places in `rows`. */
  readonly places: Uint32Array
  /** 1 for a request, 0 for a case. */
  readonly isCurrent: Uint8Array
}

/** How many cases, and requests, can be in a draw; 0 where there are none. */
export interface DrawSizes {
  readonly cases: number
  readonly requests: number
}

/**
 * As many cases as requests; of few cases all, with up to twice as many requests, 200 at most. Where a log kept
 * requests with very different probabilities, few of them look like the traffic.
 */
export function drawSizes(texts: CoverageTexts): DrawSizes {
  const requests = Math.floor(requestsByUnit(texts).length * keptShare(texts))
  const cases = Math.min(MOST, texts.cases, requests)
  return {
    cases,
    requests: Math.min(requests, Math.max(cases, Math.min(FEW, Math.floor(MOST_TIMES * cases)))),
  }
}

/** The share of requests that is left when each is kept in proportion to its weight. */
function keptShare({ weights }: CoverageTexts): number {
  const most = weights.reduce((largest, weight) => Math.max(largest, weight), 0)
  return most === 0 ? 0 : weights.reduce((sum, weight) => sum + weight, 0) / (most * weights.length)
}

/**
 * Draws cases and about as many requests again and again, because pools of unequal sizes call a third to two thirds of unchanged
 * traffic covered. Of each conversation or user at most one request is in a draw, so that nobody is the
 * company of his own texts; and the seldom a log kept a request, the more often it is drawn (thinning), so that a draw
 * looks like the traffic. Over the draws the conversations take turns.
 *
 * @returns a function that gives the next draw, of `drawSizes`; with weights, now and then a few more or fewer
 */
export function balancedDraws(texts: CoverageTexts, random: () => number): () => Draw {
  const units = requestsByUnit(texts)
  const most = texts.weights.reduce((largest, weight) => Math.max(largest, weight), 0)
  const sizes = drawSizes(texts)
  const tried = Math.min(units.length, Math.ceil(sizes.requests / keptShare(texts)))
  const nextUnits = inTurn(units, tried, random)
  const drawCases = clusterDraws({ all: texts.cases, size: sizes.cases }, random)
  return () => {
    const requests = nextUnits()
      .map((unit) => unit[Math.floor(random() * unit.length)]!)
      .filter((request) => random() * most < texts.weights[request]!)
      .slice(0, sizes.requests)
    return mixed(
      drawCases(),
      requests.map((request) => texts.cases + request),
      random,
    )
  }
}

/** Gives `size` of the items a time, each as often as the others. */
function inTurn<T>(items: readonly T[], size: number, random: () => number): () => readonly T[] {
  let order = shuffled(items, random)
  let at = 0
  return () => {
    if (at + size > order.length) {
      order = shuffled(items, random)
      at = 0
    }
    at += size
    return order.slice(at - size, at)
  }
}

/** Both in one random order, so that it does not matter which of equal texts stands first. */
function mixed(cases: ArrayLike<number>, requests: readonly number[], random: () => number): Draw {
  const all = [...Array.from(cases, (place) => [place, 0]), ...requests.map((place) => [place, 1])]
  const order = shuffled(all, random)
  return {
    places: Uint32Array.from(order, ([place]) => place!),
    isCurrent: Uint8Array.from(order, ([, side]) => side!),
  }
}
