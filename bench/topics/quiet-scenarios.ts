import { existsSync, readFileSync } from 'node:fs'
import { seededRandom } from '../../stats/random.ts'
import { shuffled } from '../../stats/shuffled.ts'
import { described, ofUsers } from './described-texts.ts'
import { heldOutSource } from './held-out-prompts.ts'
import { promptSource } from './mixed-prompts.ts'
import { returningUsers, type UserNight } from './returning-users.ts'
import type { Scenario } from './scenario.ts'
import { dealt, sampledUsers, usersWhoAsk } from './users-who-ask.ts'
import { varyingNights } from './varying-nights.ts'

const RUNS = 400
const DATA = new URL('../../../shared/data/', import.meta.url)

/** Nothing differs: prompts of templates, real ones where they are at hand, and users who ask much the same. */
export function quietScenarios(): Scenario[] {
  const nothing = { runs: RUNS, promise: 'quiet' } as const
  return [
    ...[
      { reference: 200, current: 120 },
      { reference: 400, current: 40 },
      { reference: 60, current: 200 },
      { reference: 500, current: 300 },
    ].map(({ reference, current }) => ({
      ...nothing,
      name: `nothing new: mixed prompts, ${reference} against ${current}`,
      draw: async (seed: string) => {
        const source = promptSource(seed)
        return described(source.mixed(reference), source.mixed(current))
      },
    })),
    {
      ...nothing,
      name: 'nothing new: held-out prompts, 200 against 120',
      draw: async (seed) => {
        const source = heldOutSource(seed)
        return described(source.mixed(200), source.mixed(120))
      },
    },
    ...(existsSync(DATA) ? realScenarios().map((scenario) => ({ ...nothing, ...scenario })) : []),
    ...VARYING.map(variedScenario),
    ...RETURNING.map(returningScenario),
    ...OFTEN.map((scenario) => ({ ...nothing, ...scenario })),
  ]
}

function realScenarios(): Pick<Scenario, 'name' | 'draw'>[] {
  const [questions, instructions] = [inputsOf(['gsm8k']), inputsOf(['self_instruct', 'mt_bench'])]
  return [
    {
      name: 'nothing new: GSM8K questions, 200 against 100',
      draw: (seed) => split(questions, { reference: 200, current: 100 }, seed),
    },
    {
      name: 'nothing new: prompts of Self-Instruct and MT-bench, 200 against 100',
      draw: (seed) => split(instructions, { reference: 200, current: 100 }, seed),
    },
    {
      name: 'nothing new: sentences of GSM8K questions, those of one by one user, 80 users against 50',
      draw: async (seed) => {
        const users = drawn(questions, seed).map((question) => question.split(/(?<=[.?!])\s+/))
        return {
          reference: await ofUsers(users.slice(0, 80)),
          current: await ofUsers(users.slice(80, 130)),
        }
      },
    },
  ]
}

/** Twelve nights against tonight: how much fields' shares deviate, and how many texts either side has. */
const VARYING = [
  { deviation: 0.2, reference: 300, current: 300, runs: RUNS },
  { deviation: 0.2, reference: 1200, current: 2000, runs: RUNS },
  { deviation: 0.4, reference: 300, current: 300, runs: 100 },
  { deviation: 0.4, reference: 1200, current: 2000, runs: 100 },
]

/** Ordinary nights, the shares of whose fields differ. */
function variedScenario({ deviation, reference, current, runs }: (typeof VARYING)[number]): Scenario {
  return {
    name: `nights that vary: shares of fields deviate by ${100 * deviation} % of themselves, ${reference} of 12 nights against ${current} of one`,
    runs,
    promise: deviation > 0.2 ? null : 'no finding',
    draw: async (seed) => {
      const nights = varyingNights({ nights: 12, texts: reference / 12, deviation }, seed)
      const tonight = varyingNights({ nights: 1, texts: current, deviation }, `${seed}|tonight`)
      return described(nights.flat(), tonight.flat())
    },
  }
}

/** Users have several texts, and on the other side fewer: of cases one each, of sampled nights those that were drawn. */
const OFTEN: readonly Pick<Scenario, 'name' | 'draw'>[] = [
  {
    name: 'nothing new: 170 users of 2.4 texts against 150 single cases',
    draw: async (seed) => {
      const source = dealt(heldOutSource(seed), 1000, seed)
      const users = usersWhoAsk(source, { users: 170, texts: 2.4 }, seed)
      return {
        reference: await ofUsers(source.mixed(150).map((text) => [text])),
        current: await ofUsers(users),
      }
    },
  },
  {
    name: 'nothing new: 170 users of 2.4 texts against 150 of the 400 texts of each of eight nights',
    draw: async (seed) => {
      const source = dealt(heldOutSource(seed), 5000, seed)
      const nightly = { users: 170, texts: 2.4 }
      const nights = Array.from({ length: 8 }, (_, night) =>
        sampledUsers(usersWhoAsk(source, nightly, `${seed}|${night}`), 150, `${seed}|${night}`),
      )
      return {
        reference: await ofUsers(nights.flat()),
        current: await ofUsers(usersWhoAsk(source, nightly, seed)),
      }
    },
  },
]

/** Twelve nights of 32 users against tonight’s 32, who are as good as others. */
const RETURNING = [
  { name: 'each night 32 of the same 64', stay: null, pool: 64, isQuiet: true },
  { name: 'each stays for 4 nights', stay: 4, pool: 0, isQuiet: true },
  { name: 'each stays for 12 nights, and tonight all are others', stay: 12, pool: 0, isQuiet: false },
]

/** Users who come back: of each night they count as another one. */
function returningScenario({ name, stay, pool, isQuiet }: (typeof RETURNING)[number]): Scenario {
  return {
    name: `users who come back: 32 a night, who ask about one field each; ${name}`,
    runs: RUNS,
    promise: isQuiet ? 'quiet' : null,
    draw: async (seed) => {
      const all = returningUsers({ nights: 13, users: 32, stay, pool }, seed)
      const others = returningUsers({ nights: 1, users: 32, stay, pool }, `${seed}|others`)
      const tonight = isQuiet ? all.filter(({ night }) => night === 12) : others
      return {
        reference: await textsOf(all.filter(({ night }) => night < 12)),
        current: await textsOf(tonight),
      }
    },
  }
}

/** As a night has them: texts of a user of one night belong together, users of two nights are two. */
async function textsOf(users: readonly UserNight[]) {
  const byUser = new Map<string, string[]>()
  for (const { night, user, prompts } of users) {
    const key = `${night} ${user}`
    byUser.set(key, [...(byUser.get(key) ?? []), ...prompts])
  }
  return ofUsers([...byUser.values()])
}

function inputsOf(names: readonly string[]): string[] {
  return names.flatMap((name) =>
    readFileSync(new URL(`${name}/cases.jsonl`, DATA), 'utf8')
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { input: string }).input),
  )
}

function drawn(texts: readonly string[], seed: string): string[] {
  return shuffled(texts, seededRandom(`${seed}|draw`))
}

function split(
  texts: readonly string[],
  { reference, current }: { readonly reference: number; readonly current: number },
  seed: string,
) {
  const all = drawn(texts, seed)
  return described(all.slice(0, reference), all.slice(reference, reference + current))
}
