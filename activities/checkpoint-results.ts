import { randomUUID } from 'node:crypto'
import { askKey } from '../suite/ask.ts'
import type { CaseResult } from '../suite/case-result.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Lake } from './ports.ts'

/** So many answers are lost at most when a machine dies. */
const ANSWERS_PER_PART = 20

/** Where the answers of one batch are kept while it runs, in small part files. */
export interface Checkpoints {
  /** Answers that earlier attempts left, by `askKey`. */
  readonly kept: ReadonlyMap<string, CaseResult>
  /** Keeps an answer; writes a part file when enough have come together. Errors are not kept: they are worth asking again. */
  add(result: CaseResult): Promise<void>
  /** Writes what is not written yet: the batch ends early. */
  flush(): Promise<void>
}

/** Opens a batch's checkpoints. Two attempts at once do not disturb each other: their part files have names of their own. */
export async function openCheckpoints(lake: Lake, folder: string): Promise<Checkpoints> {
  const kept = new Map<string, CaseResult>()
  for (const key of await lake.list(folder))
    for (const result of (await readJson<CaseResult[]>(lake, key)) ?? []) kept.set(askKey(result), result)
  let waiting: CaseResult[] = []
  const flush = async () => {
    const part = waiting
    waiting = []
    if (part.length > 0) await publishJson(lake, `${folder}/part-${randomUUID()}.json`, part)
  }
  return {
    kept,
    flush,
    add: async (result) => {
      if (result.status === 'answered') waiting.push(result)
      if (waiting.length >= ANSWERS_PER_PART) await flush()
    },
  }
}
