import { once } from 'node:events'
import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { type CoverageWork, type JudgedCoverage, judgeCoverage } from '../drift/coverage/judge-coverage.ts'

/** Entries of vectors; fewer are done before a thread has started. */
const WORTH_A_THREAD = 400_000

/** What a thread makes and drops is small beside the arrays it works on; unless told, it saves up to 48 MB of it. */
const LIMITS = { maxYoungGenerationSizeMb: 12 }

/**
 * Judges coverage on another core, so that this one is free for the rest of the verdict; texts that are few, here.
 * The texts move to the other thread and cannot be read here any more.
 */
export async function judgeBeside(work: CoverageWork): Promise<JudgedCoverage> {
  const { starts, columns, values } = work.texts.rows
  if (values.length < WORTH_A_THREAD) return judgeCoverage(work)
  const entry = new URL(`./coverage-thread${extname(import.meta.url)}`, import.meta.url)
  const thread = new Worker(entry, {
    workerData: work,
    resourceLimits: LIMITS,
    transferList: [starts.buffer, columns.buffer, values.buffer] as ArrayBuffer[],
  })
  const [judged] = (await once(thread, 'message')) as [JudgedCoverage]
  return judged
}
