import { cp, glob } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where files stand that the program reads beside its modules: queries, templates. */
const FOLDERS = '{activities,adapters,cli,drift,queries,report,stats,suite,worker,workflows}'

/** What the compiler has made, or only people read. */
const LEFT_OUT = new Set(['', '.ts', '.mjs', '.md'])

/** The projects that a command copies out for its user, whole and as they are written. */
const EXAMPLES = ['examples/bike-share']

/** What stands in a project that was run, and in no package. */
const REMAINS = /(^|\/)(lake|logs|\.nightdrift)(\/|$)/

/**
 * Copies what the compiler leaves behind.
 *
 * @param root  the repository
 * @param dist  where the compiled modules are
 */
export async function copyAssets(root: URL, dist: URL): Promise<void> {
  for await (const file of glob(`${FOLDERS}/**/*`, { cwd: fileURLToPath(root) }))
    if (!LEFT_OUT.has(extname(file))) await cp(new URL(file, root), new URL(file, dist))
  for (const example of EXAMPLES) {
    await cp(new URL(example, root), new URL(example, dist), {
      recursive: true,
      filter: (path) => !REMAINS.test(path),
    })
  }
}
