import type { Comparison, Family } from '../drift/comparison.ts'
import { textLevel } from '../drift/levels.ts'
import { FEWEST_NIGHTS } from '../drift/nights/against-nights.ts'
import { type ComparedTopics, compareTopics, TOPICS } from '../drift/topics/compare-topics.ts'
import type { PairedTexts, TopicText } from '../drift/topics/topic-text.ts'
import { ConfigError } from '../suite/config/errors.ts'
import type { Ports } from './ports.ts'
import { withScratch } from './scratch.ts'
import type { NightAmongRecent } from './signals-in-lake.ts'
import { datasetOf } from './summarise-dataset.ts'
import { caseTexts, recentTexts, tonightTexts } from './topic-texts.ts'

const SMALLEST_LEVEL = 1e-6

/** The verdicts on the topics of a night's inputs, by family. */
export type NightTopics = ReadonlyMap<Family, ComparedTopics>

/** A night in the lake, and how many earlier nights its other checks are ranked among: that sets the level of texts. */
interface TopicsNight extends NightAmongRecent {
  readonly rankedAmong: number
}

/**
 * Which topics of tonight's inputs are new, or gone? Against the inputs of the recent nights, once there are seven, and
 * against those of the offline cases.
 */
export function compareInputs(at: TopicsNight, ports: Ports): Promise<NightTopics> {
  return withScratch(
    ports.lake,
    async (scratch) => {
      const { lake } = ports
      const tonight = await tonightTexts(at.folder, lake, scratch)
      if (tonight === null) return new Map()
      const world = { lake, scratch }
      const nights = at.recent.nights.map(({ night }) => night)
      const cases = await caseTexts(await casesOrNone(at.folder, ports), tonight.embedder, world)
      const recent = nights.length < FEWEST_NIGHTS ? [] : await recentTexts(nights, tonight.embedder, world)
      const compare = (family: Family, reference: readonly TopicText[]) =>
        compared(family, { reference, current: tonight.texts, notes: tonight.notes }, { ...at, ports })
      return new Map([
        ...(cases.length === 0 ? [] : [compare('live-against-offline', cases)]),
        ...(recent.length === 0 ? [] : [compare('live-against-recent', recent)]),
      ])
    },
    ports.project.config.duckdb,
  )
}

/** The comparisons of a night's topics. */
export function topicComparisons(topics: NightTopics): Comparison[] {
  return [...topics.values()].map(({ comparison }) => comparison)
}

function compared(
  family: Family,
  pair: PairedTexts,
  { night, rankedAmong, ports }: Pick<TopicsNight, 'night' | 'rankedAmong'> & { readonly ports: Ports },
): [Family, ComparedTopics] {
  const { alarmsPerYear, minimumEffects } = ports.project.config
  const options = {
    family,
    check: TOPICS,
    seed: night,
    // Where ranks leave texts next to nothing, an interval still has an end.
    level: 1 - Math.max(SMALLEST_LEVEL, textLevel(family, alarmsPerYear, rankedAmong)),
    minimumEffect: minimumEffects.text,
  }
  return [family, compareTopics(pair, options)]
}

/** A dataset that cannot be read is the suite's to tell. */
async function casesOrNone(folder: string, ports: Ports) {
  try {
    return await datasetOf(folder, ports)
  } catch (error) {
    if (error instanceof ConfigError) return []
    throw error
  }
}
