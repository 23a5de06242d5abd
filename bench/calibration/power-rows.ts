import { seededRandom } from '../../stats/random.ts'
import { Chain } from './chain.ts'
import { drawNormal } from './draws.ts'
import { NORMAL } from './feature-model.ts'
import type { CalibrationRow } from './row.ts'
import { sliceRows } from './slice-rows.ts'
import { judgeRecent, judgeSlow } from './verdicts.ts'

const CHECKS = 60
const TRIALS_A_HISTORY = 10
const AT_LEAST = { atLeast: 0.95 }

/** How often the default settings find what is wrong, with 60 checks running. */
export function powerRows(trials: number): CalibrationRow[] {
  return [
    shifted({ nights: 28, requests: 5000, promise: AT_LEAST }, trials),
    shifted({ nights: 28, requests: 1000, promise: AT_LEAST }, trials),
    shifted({ nights: 92, requests: 1000, promise: AT_LEAST }, trials),
    shifted({ nights: 14, requests: 1000, promise: null }, trials),
    shifted({ nights: 28, requests: 179, promise: null }, trials),
    drifting(0.02, trials),
    drifting(-0.02, trials),
    ...sliceRows(2 * trials),
  ]
}

interface Shift {
  /** Earlier nights, and how many requests each has; tonight has 1,000. */
  readonly nights: number
  readonly requests: number
  readonly promise: CalibrationRow['promise']
}

/** One of the checks moves by 0.3 record deviations tonight; nights differ by 0.02. */
function shifted({ nights, requests, promise }: Shift, trials: number): CalibrationRow {
  return {
    labels: [
      'a shift of 0.3 deviations in one of 60 checks, tonight',
      `1,000 requests against ${nights} nights of ${requests.toLocaleString('en')}, nights differ by 0.02`,
    ],
    trials,
    promise,
    run: (seed) => {
      const random = seededRandom(seed)
      const chain = new Chain()
      const night = (n: number, shifted: number | null) =>
        Array.from({ length: CHECKS }, (_, i) => {
          const shift = 0.02 * drawNormal(random) + (i === shifted ? 0.3 : 0)
          return NORMAL.summarise(`${i}`, { n, shift, wobble: 0, random })
        })
      for (let at = 0; at < nights; at += 1) chain.next(night(requests, null))
      // Of one history several nights that could come, each with another check that moves.
      const found = Array.from({ length: TRIALS_A_HISTORY }, (_, moved) => {
        const verdict = judgeRecent(chain.look(night(1000, moved)))[moved]
        return verdict?.isFinding ? 1 : 0
      })
      return { alarms: found.reduce<number>((sum, one) => sum + one, 0), trials: TRIALS_A_HISTORY }
    },
  }
}

/** After 14 frozen nights one of the checks moves on every night. */
function drifting(by: number, trials: number): CalibrationRow {
  return {
    labels: [
      `a drift of ${by} deviations a night in one of 60 checks, found within 14 nights`,
      'nights of 1,000 requests against 14 frozen ones, nights differ by 0.05',
    ],
    trials,
    promise: AT_LEAST,
    run: (seed) => {
      const random = seededRandom(seed)
      const chain = new Chain()
      let isFound = false
      for (let at = 0; at < 28 && !isFound; at += 1) {
        const shift = by * Math.max(0, at - 13) + 0.05 * drawNormal(random)
        const [check] = chain.next([NORMAL.summarise('0', { n: 1000, shift, wobble: 0, random })])
        if (check && judgeSlow(check, CHECKS).isFinding) isFound = true
      }
      return { alarms: isFound ? 1 : 0, trials: 1 }
    },
  }
}
