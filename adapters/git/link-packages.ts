import { access, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const PACKAGES = 'node_modules'

/**
 * Gives another working tree the packages that are installed in this one, by links: for the project's folder and every one
 * above it. A commit of other dependencies runs with those that are installed now.
 *
 * @param inside  the project's folder below the tree's root; empty for the root itself
 */
export async function linkPackages({
  root,
  tree,
  inside,
}: {
  readonly root: string
  readonly tree: string
  readonly inside: string
}): Promise<void> {
  for (let folder = inside; ; folder = dirname(folder)) {
    const installed = join(root, folder, PACKAGES)
    const wanted = join(tree, folder, PACKAGES)
    if ((await exists(installed)) && (await exists(dirname(wanted))) && !(await exists(wanted)))
      await symlink(installed, wanted, 'junction')
    if (folder === '' || folder === '.') return
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
