import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type KeptAnswer, questionKey, readAnswers, writeAnswers } from '../queries/results/answers-file.ts'
import { type Ask, askKey } from '../suite/ask.ts'
import type { Answer, CaseResult } from '../suite/case-result.ts'
import { type Target, TargetError } from '../suite/target.ts'
import type { Ports } from './ports.ts'
import { readTables, type Scratch } from './scratch.ts'

const DAY_MS = 86_400_000

/** Answers that the target gave to these very requests before, by `askKey`. Older ones than the config allows do not count. */
export async function cachedAnswers(
  asks: readonly Ask[],
  target: Target,
  ports: Ports,
): Promise<ReadonlyMap<string, Answer>> {
  const { cache } = ports.project.config
  const folder = folderOf(target)
  if (cache === false || folder === null) return new Map()
  const oldest = dayOf(new Date(ports.now().getTime() - cache.days * DAY_MS))
  const keys = (await ports.lake.list(folder)).filter((key) => key.slice(folder.length + 1) >= oldest)
  if (keys.length === 0) return new Map()
  const questions = new Map(asks.flatMap((ask) => questionOf(ask, target)))
  const paths = await Promise.all(keys.map((key) => ports.lake.localPath(key)))
  const answers = await readTables(ports.lake, (db) => readAnswers(db, paths, [...questions.values()]))
  return new Map(
    [...questions].flatMap(([ask, question]) => {
      const answer = answers.get(question)
      return answer === undefined ? [] : [[ask, { ...answer, fromCache: true }]]
    }),
  )
}

/** Keeps what the target answered just now; texts stay away from the lake where the config keeps none. */
export async function keepAnswers(
  results: readonly CaseResult[],
  target: Target,
  { ports, scratch }: { readonly ports: Ports; readonly scratch: Scratch },
): Promise<void> {
  const { cache, storeText } = ports.project.config
  const folder = folderOf(target)
  const answers = results.flatMap(keptAnswer)
  if (cache === false || !storeText || folder === null || answers.length === 0) return
  const path = join(scratch.folder, 'answers.parquet')
  await writeAnswers(scratch.db, answers, path)
  await ports.lake.publishFile(`${folder}/${dayOf(ports.now())}-${randomUUID()}.parquet`, path)
}

/** Null for a target that asks nobody: a recording, or one whose requests have no digest. */
function folderOf({ digest, requestDigest }: Target): string | null {
  return digest === undefined || requestDigest === undefined ? null : `cache/${digest}`
}

function questionOf({ item, epoch }: Ask, target: Target): [string, string][] {
  try {
    const requestDigest = target.requestDigest?.(item)
    if (requestDigest === undefined) return []
    return [[askKey({ caseId: item.id, epoch }), questionKey({ epoch, requestDigest })]]
  } catch (error) {
    if (error instanceof TargetError) return []
    throw error
  }
}

function keptAnswer({ epoch, answer }: CaseResult): KeptAnswer[] {
  if (answer === null || answer.fromCache || !answer.requestDigest) return []
  return [{ requestDigest: answer.requestDigest, epoch, answer }]
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10)
}
