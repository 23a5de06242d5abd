import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Case } from '../suite/case.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { parseCases } from '../suite/dataset.ts'
import type { Project } from './ports.ts'

/**
 * Reads all cases of the config's dataset, files in name order.
 *
 * @throws ConfigError when no file matches, a line is broken, or an id stands twice, also across files
 */
export async function readDataset({ config, folder }: Project): Promise<Case[]> {
  const files = (await Array.fromAsync(glob(config.dataset, { cwd: folder }))).sort()
  if (files.length === 0) {
    throw new ConfigError(
      `Cannot read the dataset "${config.dataset}" in ${folder}: no file matches. Put your cases there as JSON lines, or mend \`dataset\` in the config.`,
    )
  }
  const cases: Case[] = []
  for (const file of files) cases.push(...parseCases(await readFile(join(folder, file), 'utf8'), file))
  refuseDuplicates(cases, config.dataset)
  return cases
}

function refuseDuplicates(cases: readonly Case[], dataset: string): void {
  const seen = new Set<string>()
  for (const { id } of cases) {
    if (seen.has(id)) {
      throw new ConfigError(
        `Cannot use the dataset "${dataset}": the id ${JSON.stringify(id)} stands in two files. Give every case an id of its own.`,
      )
    }
    seen.add(id)
  }
}
