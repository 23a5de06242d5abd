import type { Ports } from '../activities/ports.ts'
import { findConfig, type LoadedConfig, loadConfig } from '../worker/load-config.ts'
import { createProjectSource, type ProjectSource } from '../worker/project-source.ts'

/** A user's project as a command works on it. */
export interface OpenProject {
  readonly loaded: LoadedConfig
  readonly source: ProjectSource
  readonly ports: Ports
}

/** Finds, reads and checks the config, and makes its ports. */
export async function openProject(config: string | undefined): Promise<OpenProject> {
  const loaded = await loadConfig(findConfig(config, process.cwd()))
  const source = createProjectSource(loaded, process.env)
  return { loaded, source, ports: await source.current() }
}
