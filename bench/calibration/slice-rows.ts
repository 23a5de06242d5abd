import { failingSlices } from '../../drift/slices/failing-slices.ts'
import { seededRandom } from '../../stats/random.ts'
import { type CalibrationRow, mostAlarms } from './row.ts'

const RECORDS = 2000
const CANDIDATES = 200

/** As in a night's report: the level, and how many slices it tells of. */
const NAMED_AT = 0.03
const TOLD = 3

/** How often the slice that fails is named, and how often one is named with nothing wrong. */
export function sliceRows(trials: number): CalibrationRow[] {
  const where = `${RECORDS.toLocaleString('en')} scored requests, ${CANDIDATES} slices looked at`
  return [
    {
      labels: ['a slice of 5 % fails in 30 %, all else in 10 %', where],
      trials,
      promise: { atLeast: 0.9 },
      run: (seed) => ({ alarms: toldSlices(seed, 0.3).includes('0') ? 1 : 0, trials: 1 }),
    },
    {
      labels: ['nothing: every slice fails in 10 %', where],
      trials,
      promise: { atMost: mostAlarms(trials, NAMED_AT) },
      run: (seed) => ({ alarms: toldSlices(seed, 0.1).length > 0 ? 1 : 0, trials: 1 }),
    },
  ]
}

/** Of a night whose first slice is 5 % of it and fails with this probability; the others are 1 to 31 % of it, at random. */
function toldSlices(seed: string, failing: number): string[] {
  const random = seededRandom(seed)
  const shares = Array.from({ length: CANDIDATES }, (_, slice) =>
    slice === 0 ? 0.05 : 0.01 + 0.3 * random(),
  )
  const counts = shares.map(() => ({ requests: 0, failed: 0 }))
  let failures = 0
  for (let request = 0; request < RECORDS; request += 1) {
    const within = shares.map((share) => random() < share)
    const failed = random() < (within[0] ? failing : 0.1) ? 1 : 0
    failures += failed
    for (const [slice, count] of counts.entries()) {
      if (!within[slice]) continue
      count.requests += 1
      count.failed += failed
    }
  }
  const slices = counts.map((count, slice) => ({ slice: `${slice}`, ...count }))
  const found = failingSlices(slices, { requests: RECORDS, failed: failures }, { alpha: NAMED_AT })
  return found.slice(0, TOLD).map(({ slice }) => slice)
}
