import { randomUUID } from 'node:crypto'
import { askKey } from '../suite/ask.ts'
import type { CaseResult } from '../suite/case-result.ts'
import { readJson } from './json-file.ts'
import type { Lake } from './ports.ts'

/** Between two part files: short beside what a model takes to answer, long beside what a file takes to write. */
const EVERY_MS = 100

/** Where the answers of one batch are kept while it runs, in small part files. */
export interface Checkpoints {
  /** Answers that earlier attempts left, by `askKey`. */
  readonly kept: ReadonlyMap<string, CaseResult>
  /**
   * Keeps an answer: it is written within a tenth of a second, with all that came meanwhile, so that a kill costs little
   * more than what is in flight. Errors are not kept: they are worth asking again.
   *
   * @throws what an earlier answer could not be written for
   */
  add(result: CaseResult): void
  /** Waits until all is written, and throws what writing failed with. */
  flush(): Promise<void>
}

/** Of a batch that asks nobody: nothing is worth keeping. */
export const NO_CHECKPOINTS: Checkpoints = {
  kept: new Map(),
  add: () => undefined,
  flush: async () => undefined,
}

/** Opens a batch's checkpoints. Two attempts at once do not disturb each other: their part files have names of their own. */
export async function openCheckpoints(lake: Lake, folder: string): Promise<Checkpoints> {
  const kept = new Map<string, CaseResult>()
  for (const key of await lake.list(folder))
    for (const result of (await readJson<CaseResult[]>(lake, key)) ?? []) kept.set(askKey(result), result)
  const write = (part: readonly CaseResult[]) =>
    lake.publish(`${folder}/part-${randomUUID()}.json`, JSON.stringify(part)).then(() => undefined)
  return { kept, ...writtenInParts(write) }
}

function writtenInParts(write: (part: readonly CaseResult[]) => Promise<void>): Omit<Checkpoints, 'kept'> {
  let waiting: CaseResult[] = []
  let writing = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  let failure: { readonly reason: unknown } | null = null
  const writeWaiting = () => {
    if (timer !== null) clearTimeout(timer)
    timer = null
    const part = waiting
    waiting = []
    if (part.length > 0)
      writing = writing
        .then(() => write(part))
        .catch((reason: unknown) => {
          failure ??= { reason }
        })
  }
  return {
    add(result) {
      if (failure !== null) throw failure.reason
      if (result.status !== 'answered') return
      waiting.push(result)
      timer ??= setTimeout(writeWaiting, EVERY_MS)
    },
    async flush() {
      writeWaiting()
      await writing
      if (failure !== null) throw failure.reason
    },
  }
}
