import type { Ports, Project } from '../activities/ports.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { compose } from './compose.ts'
import { digestOf, type LoadedConfig, loadConfig } from './load-config.ts'

/** Gives activities the ports of the config they are to run under. */
export interface ProjectSource {
  /**
   * The config as it stands on disk now, read again when one of its files has changed. Where it cannot be used any
   * more, the last one that could, with its `fault` set: somebody must be told, and that needs a lake and a mailer.
   */
  current(): Promise<Ports>
  /**
   * The config of a digest, so that one night never mixes two.
   * @throws Error when this worker holds another one: a worker that holds it may take the task
   */
  pinned(configDigest: string): Promise<Ports>
}

/** Follows one config file; every version it has read stays usable for the nights that began under it. */
export function createProjectSource(first: LoadedConfig, environment: NodeJS.ProcessEnv): ProjectSource {
  const byDigest = new Map<string, Ports>()
  let newest = first
  const portsOf = (loaded: LoadedConfig) => {
    const known = byDigest.get(loaded.digest)
    if (known !== undefined) return known
    const ports = compose(projectOf(loaded), environment)
    byDigest.set(loaded.digest, ports)
    return ports
  }
  const current = async () => {
    try {
      if ((await digestOf(newest.files, newest.folder)) === newest.digest) return portsOf(newest)
      const changed = await loadConfig(newest.path)
      const ports = portsOf(changed)
      newest = changed
      return ports
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      const ports = portsOf(newest)
      return { ...ports, project: { ...ports.project, fault: error.message } }
    }
  }
  return {
    current,
    async pinned(configDigest) {
      const known = byDigest.get(configDigest)
      if (known !== undefined) return known
      const ports = await current()
      if (ports.project.configDigest === configDigest) return ports
      throw new Error(
        `Cannot work on a night of config ${configDigest}: this worker holds ${ports.project.configDigest} (${newest.path}). Give all workers the same config, or start the night again.`,
      )
    },
  }
}

function projectOf({ config, folder, digest }: LoadedConfig): Project {
  return { config, folder, configDigest: digest, fault: null }
}
