import { seededRandom } from '../../stats/random.ts'

/** Of mixed prompts so many ask about programs too. */
const CODING = 0.04

/** A generator of prompts; no two of one generator are alike. */
export interface PromptSource {
  readonly mixed: (count: number) => string[]
  readonly coding: (count: number) => string[]
}

/** Makes one prompt. */
type Maker = (random: () => number) => string

/** Prompts of two kinds without repeats, the mixed ones with a few about programs among them. */
export function sourceOf(
  seed: string,
  makers: { readonly mixed: Maker; readonly coding: Maker },
): PromptSource {
  const random = seededRandom(seed)
  const seen = new Set<string>()
  const many = (make: Maker, count: number): string[] => {
    const found: string[] = []
    while (found.length < count) {
      const prompt = make(random)
      if (!seen.has(prompt)) found.push(prompt)
      seen.add(prompt)
    }
    return found
  }
  const mixed = () => (random() < CODING ? makers.coding(random) : makers.mixed(random))
  return { mixed: (count) => many(mixed, count), coding: (count) => many(makers.coding, count) }
}

/** The text as it is, or with an aside before or after it. */
export function withAside(text: string, asides: readonly string[], random: () => number): string {
  const aside = pick(asides, random)
  const place = random()
  return place < 0.4 ? text : place < 0.7 ? `${aside} ${text}` : `${text}\n\n${aside}`
}

/** A template with one of a list in place of each letter in braces. */
export function filled(
  template: string,
  lists: Readonly<Record<string, readonly string[]>>,
  random: () => number,
): string {
  return template.replaceAll(/\{(\w)\}/g, (_, name: string) => pick(lists[name] ?? [], random))
}

/** One of a list, each with the same chance. */
export function pick<T>(list: readonly T[], random: () => number): T {
  return list[Math.floor(random() * list.length)] as T
}
