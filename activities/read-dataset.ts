import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import type { Case } from '../suite/case.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { CaseIds, emptyFile } from '../suite/dataset.ts'
import { readJsonLines } from '../suite/json-lines.ts'
import { findFiles, whyUnreadable } from './find-files.ts'
import { growHeapSlowly } from './grow-heap-slowly.ts'
import type { Project } from './ports.ts'

const OTHER_FORMAT = /\.(?:csv|tsv|parquet|arrow|xlsx|gz|zst|zip)$/i

/** Large enough that a piece's own cost does not count, small enough for memory. */
const PIECE_BYTES = 1 << 18

/** All cases of the config's dataset at once, as `streamDataset` reads them. */
export async function readDataset(project: Project): Promise<Case[]> {
  const cases: Case[] = []
  for await (const some of streamDataset(project)) for (const item of some) cases.push(item)
  return cases
}

/** How many cases the config's dataset has, each of them read and checked, without holding them. */
export async function countCases(project: Project): Promise<number> {
  let count = 0
  for await (const some of streamDataset(project)) count += some.length
  return count
}

/**
 * Reads the cases of the config's dataset, some at a time, files in name order.
 *
 * @throws ConfigError when no file matches or one cannot be read, a line is broken, or an id stands twice, also
 *   across files
 */
export async function* streamDataset({ config, folder }: Project): AsyncGenerator<readonly Case[]> {
  const files = await findFiles(config.dataset, folder)
  if (files.length === 0) {
    throw new ConfigError(
      `Cannot read the dataset "${config.dataset}" in ${folder}: no file matches. Put your cases there as JSON lines, or mend \`dataset\` in the config.`,
    )
  }
  const ids = new CaseIds()
  let count = 0
  for (const file of files) {
    let isEmpty = true
    for await (const lines of readJsonLines(piecesOf(resolve(folder, file)), file)) {
      isEmpty &&= lines.length === 0
      count += lines.length
      growHeapSlowly(count)
      yield lines.map((line) => ids.parse(line, file))
    }
    if (isEmpty) throw emptyFile(file)
  }
}

async function* piecesOf(path: string): AsyncGenerator<Uint8Array> {
  if (OTHER_FORMAT.test(path)) {
    throw new ConfigError(
      `Cannot read the dataset file ${path}: cases are read from plain JSON lines only in this version. Convert it, or narrow \`dataset\` in the config.`,
    )
  }
  try {
    yield* createReadStream(path, { highWaterMark: PIECE_BYTES })
  } catch (cause) {
    throw new ConfigError(`Cannot read the dataset file ${path}: ${whyUnreadable(cause)}`, { cause })
  }
}
