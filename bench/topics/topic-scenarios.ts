import { seededRandom } from '../../stats/random.ts'
import { described } from './described-texts.ts'
import { heldOutSource } from './held-out-prompts.ts'
import { promptSource } from './mixed-prompts.ts'
import type { PromptSource } from './prompt-source.ts'
import type { Scenario } from './scenario.ts'

/** Prompts, and in how many runs what is in them is looked for. */
interface Where {
  readonly name: string
  readonly runs: number
  readonly sourceOf: (seed: string) => PromptSource
}

/**
 * A topic is there: a sharp one, named by a word of its own, or a diffuse one, that the reference has a little of too. In
 * held-out prompts, and in such as parameters were chosen on.
 */
export function topicScenarios(): Scenario[] {
  return [
    ...topicsIn({ name: 'held-out prompts', runs: 200, sourceOf: heldOutSource }),
    ...topicsIn({ name: 'prompts it was made with', runs: 60, sourceOf: promptSource }),
  ]
}

const DIFFUSE = [
  { reference: 500, current: 300, topic: 30, promise: 0.6 },
  { reference: 500, current: 300, topic: 60, promise: 0.95 },
  { reference: 500, current: 1000, topic: 100, promise: 0.95 },
]

function topicsIn({ name, runs, sourceOf }: Where): Scenario[] {
  return [
    {
      name: `sharp: 10 of 100 against 1,100, one word in 6 of them; ${name}`,
      runs,
      promise: 0.95,
      draw: async (seed) => {
        const source = sourceOf(seed)
        const live = [...source.mixed(90), ...sharpTopic(source, seed)]
        return described(source.mixed(1100), live)
      },
    },
    ...DIFFUSE.map(({ reference, current, topic, promise }) => ({
      name: `diffuse: ${topic} prompts about programs of ${current} against ${reference}; ${name}`,
      runs,
      promise,
      draw: async (seed: string) => {
        const source = sourceOf(seed)
        return described(source.mixed(reference), [...source.mixed(current - topic), ...source.coding(topic)])
      },
    })),
  ]
}

/** Ten prompts, six of them with one word that nobody used before, the others with a word of their own. */
function sharpTopic(source: PromptSource, seed: string): string[] {
  const random = seededRandom(`${seed}|sharp`)
  return source.mixed(10).map((prompt, place) => {
    const words = prompt.split(' ')
    words.splice(
      Math.floor(random() * words.length),
      0,
      place < 6 ? 'velomobile' : `velo${'abcd'[place - 6]}`,
    )
    return words.join(' ')
  })
}
