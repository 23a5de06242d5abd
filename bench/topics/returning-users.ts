import { seededRandom } from '../../stats/random.ts'
import { shuffled } from '../../stats/shuffled.ts'
import { FIELDS, promptOf } from './mixed-prompts.ts'

/** Who is there on which night. */
export interface Attendance {
  readonly nights: number
  /** Users of a night; each sends one to three texts. */
  readonly users: number
  /** Nights in a row that a user stays, and is then another one; null where every night draws from the same `pool`. */
  readonly stay: number | null
  readonly pool: number
}

/** The prompts of one user on one night, and who it is. */
export interface UserNight {
  readonly night: number
  readonly user: number
  readonly prompts: readonly string[]
}

/**
 * Prompts of users who come back, each of whom asks about one field alone, whatever the night: all users are draws from the
 * same people, and nothing is new on any night.
 */
export function returningUsers({ nights, users, stay, pool }: Attendance, seed: string): UserNight[] {
  const random = seededRandom(`${seed}|returning users`)
  const fields = new Map<number, number>()
  const fieldOf = (user: number) => {
    if (!fields.has(user)) fields.set(user, Math.floor(random() * FIELDS))
    return fields.get(user)!
  }
  const everybody = Array.from({ length: pool }, (_, user) => user)
  const present = (night: number) =>
    stay === null ? shuffled(everybody, random).slice(0, users) : staying(users, { night, stay })
  return Array.from({ length: nights }, (_, night) =>
    present(night).map((user) => {
      const prompts = Array.from({ length: 1 + Math.floor(3 * random()) }, () =>
        promptOf(fieldOf(user), random),
      )
      return { night, user, prompts }
    }),
  ).flat()
}

/** A user in each place; they do not all leave on the same night. */
function staying(users: number, { night, stay }: { readonly night: number; readonly stay: number }) {
  return Array.from({ length: users }, (_, place) => place + users * Math.floor((night + place) / stay))
}
