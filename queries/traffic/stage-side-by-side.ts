import { isOutOfMemory } from '../query-error.ts'
import type { RawPart } from './raw-part.ts'

/** With fewer, the threads have hardly started before all is done. */
const FEWEST_PARTS = 3

/** What a thread is asked to stage. */
export interface PartToStage {
  readonly part: RawPart
  /** The file to write. */
  readonly path: string
}

/** Threads that stage parts of a log side by side. */
export interface StagingThreads {
  /** Stages a part, once a thread is free, and removes its files; @throws QueryError as the database does */
  stage(part: PartToStage): Promise<void>
  /** Ends the threads, each after its part. */
  close(): Promise<void>
}

/** Who stages parts. */
export interface Stagers {
  /** Begins threads, how many it says; null where there is not enough for two. */
  readonly beside: { readonly count: number; readonly start: () => StagingThreads } | null
  /** Stages a part in this thread, with all that the database may take. @returns the files it wrote, in order */
  readonly here: (part: RawPart, place: number) => Promise<readonly string[]>
  /** The file of a part that is staged whole. */
  readonly pathOf: (place: number) => string
}

/**
 * Stages the parts of a log as they come: side by side, where there are at least three; what needs more memory than one of
 * the threads may take, afterwards in this one.
 *
 * @returns the files, in the order of the parts
 */
export async function stageSideBySide(
  parts: AsyncIterator<RawPart>,
  { beside, here, pathOf }: Stagers,
): Promise<string[]> {
  const files: (readonly string[])[] = []
  const begun: RawPart[] = []
  while (beside !== null && begun.length < FEWEST_PARTS) {
    const { done, value } = await parts.next()
    if (done) break
    begun.push(value)
  }
  if (beside === null || begun.length < FEWEST_PARTS) {
    for await (const part of chained(begun, parts)) files.push(await here(part, files.length))
    return files.flat()
  }
  const threads = beside.start()
  const large: { readonly part: RawPart; readonly place: number }[] = []
  const stage = async (part: RawPart, place: number) => {
    try {
      await threads.stage({ part, path: pathOf(place) })
    } catch (error) {
      if (!isOutOfMemory(error)) throw error
      large.push({ part, place })
    }
  }
  try {
    await forEachBeside(chained(begun, parts), beside.count, (part) => {
      const place = files.push([pathOf(files.length)]) - 1
      return stage(part, place)
    })
  } finally {
    await threads.close()
  }
  for (const { part, place } of large) files[place] = await here(part, place)
  return files.flat()
}

async function* chained(begun: readonly RawPart[], rest: AsyncIterator<RawPart>): AsyncGenerator<RawPart> {
  try {
    yield* begun
    for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value
  } finally {
    await rest.return?.()
  }
}

/** Takes the next item once less than `count` are worked on; after a failure no more, and throws it once none is worked on. */
async function forEachBeside<T>(
  items: AsyncIterable<T>,
  count: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const running = new Set<Promise<void>>()
  const failures: unknown[] = []
  for await (const item of items) {
    const begun: Promise<void> = work(item)
      .catch((error: unknown) => void failures.push(error))
      .finally(() => running.delete(begun))
    running.add(begun)
    if (running.size >= count) await Promise.race(running)
    if (failures.length > 0) break
  }
  await Promise.all(running)
  if (failures.length > 0) throw failures[0]
}
