import { cp, glob } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Where files stand that the program reads beside its modules: queries, templates. */
const FOLDERS = '{activities,adapters,cli,drift,queries,report,stats,suite,worker,workflows}'

/** What the compiler has made, or only people read. */
const LEFT_OUT = new Set(['', '.ts', '.mjs', '.md'])

/** What commands copy out for their user, whole and as it is written: projects, workflows. */
const COPIED_OUT = ['examples/bike-share', 'examples/starter', 'infra/github', 'infra/gitlab']

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
  for (const folder of COPIED_OUT) {
    await cp(new URL(folder, root), new URL(folder, dist), {
      recursive: true,
      filter: (path) => !REMAINS.test(path),
    })
  }
}
