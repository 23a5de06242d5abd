import type { TopicText } from '../drift/topics/topic-text.ts'
import { readDescribedCases, readSampleTexts } from '../queries/features/read-sample.ts'
import { redact } from '../report/redact.ts'
import { type Case, inputText } from '../suite/case.ts'
import { nightFolder } from './night-keys.ts'
import { nightState } from './night-manifest.ts'
import type { Lake } from './ports.ts'
import { knownDescriptions, localNightSample } from './samples-in-lake.ts'
import type { Scratch } from './scratch.ts'

/** More of tonight's texts are not looked at: see `POOL_LIMITS`. */
const MOST_TONIGHT = 2000

/** So many texts of the recent nights are compared with, from each night as many. */
const MOST_RECENT = 1200

/** Texts that one embedder described. */
export interface DescribedTexts {
  readonly embedder: string
  readonly texts: readonly TopicText[]
  /** What a person should know of how they were drawn. */
  readonly notes: readonly string[]
}

/** The texts of tonight's sample; null where there is none. */
export function tonightTexts(folder: string, lake: Lake, scratch: Scratch): Promise<DescribedTexts | null> {
  return sampledTexts(folder, MOST_TONIGHT, { lake, scratch })
}

/**
 * Texts of the recent nights' samples. Nights whose texts another embedder described are left out; users of two nights
 * are two.
 */
export async function recentTexts(
  nights: readonly string[],
  embedder: string,
  { lake, scratch }: { readonly lake: Lake; readonly scratch: Scratch },
): Promise<TopicText[]> {
  const texts: TopicText[] = []
  for (const night of nights) {
    const state = await nightState(lake, night)
    if (state === null) continue
    const folder = nightFolder(night, state.revision)
    const found = await sampledTexts(folder, Math.ceil(MOST_RECENT / nights.length), { lake, scratch })
    if (found?.embedder !== embedder) continue
    texts.push(
      ...found.texts.map((text) => ({ ...text, unit: text.unit === null ? null : `${night} ${text.unit}` })),
    )
  }
  return texts
}

/** The inputs of the offline cases; cases of one group belong together. None where they are not described yet. */
export async function caseTexts(
  cases: readonly Case[],
  embedder: string,
  { lake, scratch }: { readonly lake: Lake; readonly scratch: Scratch },
): Promise<TopicText[]> {
  const path = await knownDescriptions(cases, embedder, lake)
  if (path === null) return []
  const described = await readDescribedCases(scratch.db, path)
  return cases.map((item, place) => ({
    id: item.id,
    text: redact(inputText(item.input)),
    embedding: described[place]?.embedding ?? null,
    unit: item.group ?? null,
  }))
}

async function sampledTexts(
  folder: string,
  most: number,
  { lake, scratch }: { readonly lake: Lake; readonly scratch: Scratch },
): Promise<DescribedTexts | null> {
  const sample = await localNightSample(folder, lake)
  if (sample === null) return null
  const { inputs, sampled, thinned } = await readSampleTexts(scratch.db, sample, most)
  // One unit for all tells nobody from anybody.
  const isTelling = new Set(inputs.map(({ unit }) => unit)).size > 1
  const texts = inputs.map(({ id, input, embedding, unit }) => ({
    id,
    text: input,
    embedding,
    unit: isTelling ? unit : null,
  }))
  return {
    embedder: inputs[0]?.embedder ?? '',
    texts,
    notes: thinned < sampled ? [thinnedNote(thinned, sampled)] : [],
  }
}

function thinnedNote(thinned: number, sampled: number): string {
  return `The log keeps requests with different probabilities: of ${sampled} sampled ones ${thinned} are left when each has the smallest.`
}
