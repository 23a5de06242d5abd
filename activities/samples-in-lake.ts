import { join } from 'node:path'
import {
  mergeSamples,
  readSampledTexts,
  summariseSampledLanguages,
  writeDescriptions,
  writeSample,
} from '../queries/features/sample-file.ts'
import { type Case, inputText } from '../suite/case.ts'
import { sha256 } from '../suite/case-digest.ts'
import { describeTexts } from './describe-texts.ts'
import { nightFiles } from './night-traffic.ts'
import type { Attempt, Lake, Ports } from './ports.ts'
import type { Scratch } from './scratch.ts'

/** An activity that says nothing of its life: what is described is small, or described already. */
const UNWATCHED: Attempt = { signal: new AbortController().signal, heartbeat: () => undefined }

/**
 * Describes the sample that was drawn from one log file for one date, and publishes it, without its texts where the
 * config stores none.
 *
 * @returns why some of it has no vectors, null when all has
 */
export async function publishFileSample(
  drawn: { readonly path: string; readonly date: string; readonly digest: string },
  {
    ports,
    attempt,
    scratch,
  }: { readonly ports: Ports; readonly attempt: Attempt; readonly scratch: Scratch },
): Promise<string | null> {
  const texts = await readSampledTexts(scratch.db, drawn.path)
  const described = await describeTexts(texts, await ports.embedder(), attempt)
  const byPlace = new Map(described.texts.map((each, index) => [texts[index]?.place ?? '', each]))
  const path = `${drawn.path}.described`
  const { storeText } = ports.project.config
  await writeSample(scratch.db, { source: drawn.path, path, storeText }, byPlace)
  await ports.lake.publishFile(`samples/date=${drawn.date}/${drawn.digest}.parquet`, path)
  return described.fault
}

/** Draws and publishes the sample of the whole night, and summarises its languages. */
export async function publishNightSample(
  night: { readonly night: string; readonly folder: string },
  { lake, project }: Ports,
  { db, folder }: Scratch,
) {
  const files = await nightFiles('samples', night, lake)
  const path = join(folder, 'sample.parquet')
  await mergeSamples(db, { files, size: project.config.sample, path })
  const languages = await summariseSampledLanguages(db, path)
  await lake.publishFile(nightSampleKey(night.folder), path)
  return languages
}

/**
 * A local file with the descriptions of the inputs of cases, in their order; published once a dataset and embedder.
 * A case's own `vector` is what an embedder of logged vectors finds. What the embedder gave no vectors for is not kept:
 * it is asked again on the next night.
 */
export async function describedCases(
  cases: readonly Case[],
  { embedder: give, lake }: Ports,
  { db, folder }: Scratch,
): Promise<string> {
  const embedder = await give()
  const known = await knownDescriptions(cases, embedder.name, lake)
  if (known !== null) return known
  const path = join(folder, 'cases.parquet')
  const described = await describeTexts(cases.map(textOfCase), embedder, UNWATCHED)
  await writeDescriptions(db, described.texts, path)
  if (described.fault !== null) return path
  const key = caseDescriptionsKey(cases, embedder.name)
  await lake.publishFile(key, path)
  return lake.localPath(key)
}

/** A local file with the descriptions of cases by an embedder; null where they are not described yet. */
export function knownDescriptions(
  cases: readonly Case[],
  embedder: string,
  lake: Lake,
): Promise<string | null> {
  return localFile(caseDescriptionsKey(cases, embedder), lake)
}

function caseDescriptionsKey(cases: readonly Case[], embedder: string): string {
  const digest = sha256(JSON.stringify([embedder, cases.map(textOfCase)]))
  return `samples/cases/${digest.slice(0, 32)}.parquet`
}

/** A local file of the sample of a night; null where there is none. */
export function localNightSample(folder: string, lake: Lake): Promise<string | null> {
  return localFile(nightSampleKey(folder), lake)
}

/** Looks for a key among its neighbours: to read it only to know that it is there takes all of its bytes. */
async function localFile(key: string, lake: Lake): Promise<string | null> {
  const neighbours = await lake.list(key.slice(0, key.lastIndexOf('/')))
  return neighbours.includes(key) ? lake.localPath(key) : null
}

/** Where the sample of a night stands. */
export function nightSampleKey(folder: string): string {
  return `${folder}/sample.parquet`
}

function textOfCase(item: Case) {
  return { text: inputText(item.input), vector: vectorOf(item) }
}

function vectorOf(item: Case & { readonly vector?: unknown }): readonly number[] | null {
  const { vector } = item
  return Array.isArray(vector) && vector.every(Number.isFinite) ? (vector as number[]) : null
}
