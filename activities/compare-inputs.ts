import type { Comparison, Family } from '../drift/comparison.ts'
import { textLevel } from '../drift/levels.ts'
import { FEWEST_NIGHTS } from '../drift/nights/against-nights.ts'
import { type ComparedTopics, compareTopics, TOPICS } from '../drift/topics/compare-topics.ts'
import type { TopicText } from '../drift/topics/topic-text.ts'
import { countOf, formatCount } from '../report/format/number.ts'
import { ConfigError } from '../suite/config/errors.ts'
import type { Lake, Ports } from './ports.ts'
import { type Scratch, withScratch } from './scratch.ts'
import { datasetOf } from './summarise-dataset.ts'
import { caseTexts, type DescribedTexts, recentTexts, tonightTexts } from './topic-texts.ts'
import { readTrafficSummary } from './traffic-summary.ts'

const SMALLEST_LEVEL = 1e-6

/** The verdicts on the topics of a night's inputs, by family. */
export type NightTopics = ReadonlyMap<Family, ComparedTopics>

/** A night in the lake, and the recent ones that have traffic. */
interface TopicsNight {
  readonly night: string
  readonly folder: string
  readonly recentNights: readonly string[]
  /** How many earlier nights the other checks are ranked among: that sets the level of texts. */
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
      const tonight = await tonightTexts(at.folder, ports.lake, scratch)
      if (tonight === null) return new Map()
      const drawn = {
        ...tonight,
        notes: [...tonight.notes, ...(await drawnNotes(at.folder, tonight, ports.lake))],
      }
      const world = { lake: ports.lake, scratch }
      // One after the other, so that the texts of one reference are let go of before the next ones are read.
      const offline = await compared('live-against-offline', drawn, {
        ...{ at, ports },
        read: async () => caseTexts(await casesOrNone(at.folder, ports), tonight.embedder, world),
      })
      const recent = await compared('live-against-recent', drawn, {
        ...{ at, ports },
        read: async () => nightsToLookAt(at, tonight.embedder, world),
      })
      return new Map([...offline, ...recent])
    },
    ports.project.config.duckdb,
  )
}

async function drawnNotes(folder: string, { texts }: DescribedTexts, lake: Lake): Promise<string[]> {
  const logged = (await readTrafficSummary(lake, folder))?.records ?? 0
  return texts.length < logged
    ? [
        `Of ${countOf(logged, 'request')} of the night ${formatCount(texts.length)} were drawn, and their inputs compared.`,
      ]
    : []
}

/** None while the nights are too few. */
async function nightsToLookAt(
  { recentNights }: TopicsNight,
  embedder: string,
  world: { readonly lake: Lake; readonly scratch: Scratch },
): Promise<TopicText[]> {
  return recentNights.length < FEWEST_NIGHTS ? [] : recentTexts(recentNights, embedder, world)
}

/** The comparisons of a night's topics. */
export function topicComparisons(topics: NightTopics): Comparison[] {
  return [...topics.values()].map(({ comparison }) => comparison)
}

interface Reference {
  readonly at: TopicsNight
  readonly ports: Ports
  readonly read: () => Promise<readonly TopicText[]>
}

/** Nothing where the reference has no texts. */
async function compared(
  family: Family,
  { texts, notes }: DescribedTexts,
  { at, ports, read }: Reference,
): Promise<[Family, ComparedTopics][]> {
  const reference = await read()
  if (reference.length === 0) return []
  const { rankedAmong } = at
  const { alarmsPerYear, minimumEffects } = ports.project.config
  const options = {
    family,
    check: TOPICS,
    seed: at.night,
    // Where ranks leave texts next to nothing, an interval still has an end.
    level: 1 - Math.max(SMALLEST_LEVEL, textLevel(family, alarmsPerYear, rankedAmong)),
    minimumEffect: minimumEffects.text,
  }
  return [[family, compareTopics({ reference, current: texts, notes }, options)]]
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
