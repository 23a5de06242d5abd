import { readJson } from './json-file.ts'
import type { Lake } from './ports.ts'

/** What became of one log file; its presence in the lake says that the file is loaded. */
export interface LoadedFile {
  readonly name: string
  readonly digest: string
  /** The night whose run loaded it first. */
  readonly loadedIn: string
  readonly nights: readonly { readonly date: string; readonly records: number }[]
  readonly records: number
  readonly duplicates: number
  /** Rows that the mapping gave no record for. */
  readonly leftOut: number
  readonly quarantined: number
  readonly reasons: readonly { readonly reason: string; readonly count: number }[]
  /** How often the function of an own feature threw, by its name. */
  readonly featureFailures?: Readonly<Record<string, number>>
  /** Why some of its sampled requests have no vectors; null or not there when all have. */
  readonly embedderFault?: string | null
}

/** What a night's run notes of a file of its plan. */
export interface LoadedInRun extends LoadedFile {
  /** The file was another one when it was read than when the night listed it. */
  readonly changed: boolean
}

/** Where the lake notes what became of a log file of a digest. */
export function loadedMarkerKey(digest: string): string {
  return `traffic/loaded/${digest}.json`
}

/** Where a night's run notes what became of the file at a place of its plan. */
export function loadedFileKey(folder: string, index: number): string {
  return `${folder}/plan/loaded-${String(index).padStart(5, '0')}.json`
}

/** How many of a file's records are of a night. */
export function recordsOf(file: LoadedFile, night: string): number {
  return file.nights.find((each) => each.date === night)?.records ?? 0
}

/** Every version of every log file that has records of a night in the lake. */
export async function loadedOfNight(lake: Lake, night: string): Promise<LoadedFile[]> {
  const digests = (await lake.list(`traffic/date=${night}`)).map(digestOfKey)
  const files = await Promise.all(
    digests.map((digest) => readJson<LoadedFile>(lake, loadedMarkerKey(digest))),
  )
  return files.filter((file) => file !== null)
}

/** The digest of the log file that a file of records came from. */
export function digestOfKey(key: string): string {
  return /([^/]+)\.parquet$/.exec(key)?.[1] ?? ''
}
