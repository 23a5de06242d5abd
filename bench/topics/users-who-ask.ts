import { seededRandom } from '../../stats/random.ts'
import { shuffled } from '../../stats/shuffled.ts'
import type { PromptSource } from './prompt-source.ts'

/** How many users there are, and how many texts they have on average; how many one has is geometric, from 1. */
export interface Askers {
  readonly users: number
  readonly texts: number
}

/**
 * The same prompts in random order: a generator that repeats none runs out of those of its shortest templates, so that late
 * ones are others than early ones.
 */
export function dealt(source: PromptSource, count: number, seed: string): Pick<PromptSource, 'mixed'> {
  const prompts = shuffled(source.mixed(count), seededRandom(`${seed}|dealt`))
  return { mixed: (some) => prompts.splice(0, some) }
}

/** The texts of users who ask more than once, each time about anything. */
export function usersWhoAsk(
  source: Pick<PromptSource, 'mixed'>,
  { users, texts }: Askers,
  seed: string,
): string[][] {
  const random = seededRandom(`${seed}|users who ask`)
  const more = Math.log(1 - 1 / texts)
  return Array.from({ length: users }, () => source.mixed(1 + Math.floor(Math.log(1 - random()) / more)))
}

/** What a sample of single texts has of each user; of some it has none. */
export function sampledUsers(users: readonly (readonly string[])[], size: number, seed: string): string[][] {
  const all = users.flatMap((texts, user) => texts.map((text) => ({ user, text })))
  const drawn = shuffled(all, seededRandom(`${seed}|sampled users`)).slice(0, size)
  const byUser = Map.groupBy(drawn, ({ user }) => user)
  return [...byUser.values()].map((own) => own.map(({ text }) => text))
}
