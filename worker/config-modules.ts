import { registerHooks } from 'node:module'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ownFolder = new URL('../', import.meta.url).href
const publicApi = new URL('../index.ts', import.meta.url).href

/** Marks the modules of one reading of a config, so that a later reading loads changed files anew. */
const VERSION = 'nightdrift-config'

let version = 0
let registered = false
let loading: Set<string> = new Set()

/**
 * Imports a config file as an ES module, whatever the user's package.json says, with `nightdrift` resolved to
 * this very program. Every call loads the file and its local modules anew.
 *
 * @returns the module and the paths of all local files that were loaded for it
 */
export async function importConfig(
  path: string,
): Promise<{ module: Record<string, unknown>; files: readonly string[] }> {
  if (!registered) registerConfigHooks()
  registered = true
  version += 1
  loading = new Set()
  const url = pathToFileURL(path)
  url.searchParams.set(VERSION, String(version))
  const module = (await import(url.href)) as Record<string, unknown>
  return { module, files: [...loading].sort() }
}

function registerConfigHooks(): void {
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === 'nightdrift') return { url: publicApi, shortCircuit: true }
      const result = next(specifier, context)
      return isConfigModule(context.parentURL) && isLocal(result.url)
        ? { ...result, url: versioned(result.url, context.parentURL) }
        : result
    },
    load(url, context, next) {
      if (!isConfigModule(url)) return next(url, context)
      const plain = new URL(url)
      loading.add(fileURLToPath(plain))
      return /\.[mc]?ts$/.test(plain.pathname)
        ? next(url, { ...context, format: 'module-typescript' })
        : next(url, context)
    },
  })
}

function isConfigModule(url: string | undefined): url is string {
  return url?.startsWith('file:') === true && new URL(url).searchParams.has(VERSION)
}

function isLocal(url: string): boolean {
  return url.startsWith('file:') && !url.includes('/node_modules/') && url !== publicApi && !isOwnSource(url)
}

/** The program's own files keep one instance; an example inside the repository is a user's project all the same. */
function isOwnSource(url: string): boolean {
  return (
    url.startsWith(ownFolder) &&
    !url.startsWith(`${ownFolder}examples/`) &&
    !url.startsWith(`${ownFolder}test/`)
  )
}

function versioned(url: string, parent: string): string {
  const result = new URL(url)
  result.searchParams.set(VERSION, new URL(parent).searchParams.get(VERSION) ?? '')
  return result.href
}
