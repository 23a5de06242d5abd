import { type ClusterShares, clusterShare } from '../../stats/cluster-share.ts'
import { seededRandom } from '../../stats/random.ts'

/** The share of the traffic that cases cover, what 95 % intervals should hold. */
export const COVERED_SHARES = [0.1, 0.3, 0.5, 0.7, 0.9] as const

const LEVEL = 0.95
const PROMISE = { least: 0.93, most: 0.97 }

/** How often intervals hold the true share in one kind of nights, by share. */
export interface CoverageRow {
  readonly name: string
  /** Of all nights, in the order of `COVERED_SHARES`. */
  readonly held: readonly number[]
  /** Whether all lie in 93 to 97 %; null: not promised. */
  readonly kept: boolean | null
}

interface Sampling {
  readonly name: string
  readonly users: number
  /** Requests of a user: all sizes from 1 to so many are as likely. */
  readonly most: number
  /** Which share of the users sends only what is always covered, or never. */
  readonly habit: number
  readonly isPromised: boolean
}

const SAMPLINGS: readonly Sampling[] = [
  { name: '200 requests, each for itself', users: 200, most: 1, habit: 0, isPromised: true },
  ...[0, 0.3, 2 / 3, 1].map((habit) => ({
    name: `50 users of 1 to 8 requests, ${habitOf(habit)}`,
    ...{ users: 50, most: 8, habit, isPromised: true },
  })),
  {
    name: `200 users of 1 to 8 requests, ${habitOf(0.3)}`,
    users: 200,
    most: 8,
    habit: 0.3,
    isPromised: true,
  },
  {
    name: `50 users of 1 to 30 requests, ${habitOf(0.3)}`,
    users: 50,
    most: 30,
    habit: 0.3,
    isPromised: false,
  },
]

function habitOf(share: number): string {
  if (share === 0) return 'nobody with a habit'
  return share === 1
    ? 'each always or never covered'
    : `${Math.round(100 * share)} % of them always or never covered`
}

/** How often the interval of coverage holds the true share, with what is covered fixed beforehand. */
export function coverageRows(nights: number): { readonly name: string; run(): CoverageRow }[] {
  return SAMPLINGS.map((sampling) => ({
    name: sampling.name,
    run: () => {
      const held = COVERED_SHARES.map((share) => heldOf(sampling, share, nights))
      const isKept = held.every((part) => part >= PROMISE.least && part <= PROMISE.most)
      return { name: sampling.name, held, kept: sampling.isPromised ? isKept : null }
    },
  }))
}

function heldOf(sampling: Sampling, share: number, nights: number): number {
  const random = seededRandom(`coverage ${sampling.name} ${share}`)
  let held = 0
  for (let night = 0; night < nights; night += 1) {
    const { lower, upper } = clusterShare(drawn(sampling, share, random), LEVEL)
    if (lower <= share && share <= upper) held += 1
  }
  return held / nights
}

function drawn({ users, most, habit }: Sampling, share: number, random: () => number): ClusterShares {
  const shares: number[] = []
  const weights: number[] = []
  let observations = 0
  for (let user = 0; user < users; user += 1) {
    const requests = 1 + Math.floor(most * random())
    const own = random() < habit ? Number(random() < share) : share
    let covered = 0
    for (let i = 0; i < requests; i += 1) covered += Number(random() < own)
    shares.push(covered / requests)
    weights.push(requests)
    observations += requests
  }
  return { shares, weights, observations }
}
