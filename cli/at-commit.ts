import { existsSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import type { Ports } from '../activities/ports.ts'
import { loadConfig } from '../worker/load-config.ts'
import { createProjectSource } from '../worker/project-source.ts'
import type { OpenProject } from './project.ts'

/** The project as it stands at a commit, in a working tree of its own; results go into the lake of the project at hand. */
export interface ProjectAtCommit extends AsyncDisposable {
  readonly ports: Ports
}

/**
 * Checks a commit out beside the working tree and opens the project there.
 *
 * @throws ConfigError when git cannot, or its config cannot be used; Error when the project is not there yet
 */
export async function openAtCommit(sha: string, project: OpenProject): Promise<ProjectAtCommit> {
  const { config, folder, path } = project.loaded
  const tree = await project.ports.repository.checkOut(sha)
  try {
    const there = join(tree.folder, basename(path))
    if (!existsSync(there))
      throw new Error(
        `Cannot run the suite of ${sha.slice(0, 12)}: it has no ${basename(path)} yet. Merge the suite first, or give another --base.`,
      )
    const loaded = await loadConfig(there)
    const lake = config.lake.includes('://') ? config.lake : resolve(folder, config.lake)
    const ours = { ...loaded, config: { ...loaded.config, lake, name: config.name } }
    const ports = await createProjectSource(ours, process.env).current()
    return { ports, [Symbol.asyncDispose]: () => tree[Symbol.asyncDispose]() }
  } catch (error) {
    await tree[Symbol.asyncDispose]()
    throw error
  }
}
