import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import type { Case } from '../suite/case.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { parseCases } from '../suite/dataset.ts'
import { findFiles, whyUnreadable } from './find-files.ts'
import type { Project } from './ports.ts'

const OTHER_FORMAT = /\.(?:csv|tsv|parquet|arrow|xlsx|gz|zst|zip)$/i

/**
 * Reads all cases of the config's dataset, files in name order.
 *
 * @throws ConfigError when no file matches or one cannot be read, a line is broken, or an id stands twice, also
 *   across files
 */
export async function readDataset({ config, folder }: Project): Promise<Case[]> {
  const files = await findFiles(config.dataset, folder)
  if (files.length === 0) {
    throw new ConfigError(
      `Cannot read the dataset "${config.dataset}" in ${folder}: no file matches. Put your cases there as JSON lines, or mend \`dataset\` in the config.`,
    )
  }
  const fileOf = new Map<string, string>()
  const cases: Case[] = []
  for (const file of files) {
    for (const each of parseCases(await readText(resolve(folder, file)), file)) {
      const other = fileOf.get(each.id)
      if (other !== undefined) throw duplicate(each.id, [other, file])
      fileOf.set(each.id, file)
      cases.push(each)
    }
  }
  return cases
}

async function readText(path: string): Promise<string> {
  if (OTHER_FORMAT.test(path)) {
    throw new ConfigError(
      `Cannot read the dataset file ${path}: cases are read from plain JSON lines only in this version. Convert it, or narrow \`dataset\` in the config.`,
    )
  }
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw new ConfigError(`Cannot read the dataset file ${path}: ${whyUnreadable(cause)}`, { cause })
  })
  if (isUtf8(bytes)) return bytes.toString('utf8')
  throw new ConfigError(`Cannot read the dataset file ${path}: it is not UTF-8 text. Save it as UTF-8.`)
}

function duplicate(id: string, [first, second]: readonly [string, string]): ConfigError {
  const shown = JSON.stringify(id.length > 100 ? `${id.slice(0, 100)}…` : id)
  return new ConfigError(
    `Cannot use the dataset: the id ${shown} stands in ${first} and in ${second}. Give every case an id of its own.`,
  )
}
