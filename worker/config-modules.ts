import { createRequire, registerHooks } from 'node:module'
import { extname } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ownFolder = new URL('../', import.meta.url).href
const publicApi = new URL(`../index${extname(import.meta.url)}`, import.meta.url).href

/** Marks the modules of one reading of a config, so that a later reading loads changed files anew. */
const VERSION = 'nightdrift-config'

let version = 0
let registered = false
/** The files of each reading that is under way, by its version: several can be. */
const underWay = new Map<string, Set<string>>()
/** Every file that was ever read for a config, and what CommonJS modules among them required. */
const everRead = new Set<string>()
const everRequired = new Map<string, { readonly by: string; readonly specifier: string }>()
let forgetting = false

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
  const own = String(version)
  const files = new Set<string>()
  underWay.set(own, files)
  forgetCommonJs()
  try {
    const url = pathToFileURL(path)
    url.searchParams.set(VERSION, own)
    const module = (await import(url.href)) as Record<string, unknown>
    return { module, files: [...files].sort() }
  } finally {
    underWay.delete(own)
    for (const file of files) everRead.add(file)
  }
}

/**
 * Node keeps CommonJS modules by their path alone, so a version in the URL does not load them anew. It also keeps
 * what each folder required, and drops that only when it is required again while the module is gone.
 */
function forgetCommonJs(): void {
  const { cache } = createRequire(import.meta.url)
  for (const file of everRead) delete cache[file]
  forgetting = true
  for (const { by, specifier } of everRequired.values()) {
    try {
      createRequire(by)(specifier)
    } catch {
      // The hook below refuses it, on purpose.
    }
  }
  forgetting = false
}

function registerConfigHooks(): void {
  registerHooks({
    resolve(specifier, context, next) {
      if (forgetting) throw new Error('not now')
      if (specifier === 'nightdrift') return { url: publicApi, shortCircuit: true }
      const result = next(specifier, context)
      if (!isLocal(result.url)) return result
      if (isConfigModule(context.parentURL))
        return { ...result, url: versioned(result.url, context.parentURL) }
      noteRequired(specifier, result.url, context.parentURL)
      return result
    },
    load(url, context, next) {
      if (!isConfigModule(url)) return next(url, context)
      const plain = new URL(url)
      underWay.get(plain.searchParams.get(VERSION) ?? '')?.add(fileURLToPath(plain))
      return /\.m?ts$/.test(plain.pathname)
        ? next(url, { ...context, format: 'module-typescript' })
        : next(url, context)
    },
  })
}

/** What a CommonJS module requires is resolved without a version: it belongs to the readings that its parent is of. */
function noteRequired(specifier: string, url: string, parent: string | undefined): void {
  if (parent?.startsWith('file:') !== true) return
  const by = fileURLToPath(parent)
  for (const files of underWay.values()) {
    if (!files.has(by)) continue
    files.add(fileURLToPath(url))
    everRequired.set(`${by}\0${specifier}`, { by, specifier })
  }
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
