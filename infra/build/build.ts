import { execFile } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { copyAssets } from './copy-assets.ts'
import { writeBundle } from './write-bundle.ts'

// Makes `dist/`, the program of the package: `npm run build`. JavaScript for the Node that `engines` names, types of
// the public API, the workflows in one file, and what is read at run time.

const ROOT = new URL('../../', import.meta.url)
const DIST = new URL('dist/', ROOT)

await rm(DIST, { recursive: true, force: true })
await Promise.all([compile('tsconfig.json'), compile('tsconfig.types.json')])
await copyAssets(ROOT, DIST)
await writeBundle(fileURLToPath(new URL('workflows/bundle.js', DIST)), fileURLToPath(ROOT))

/** Runs the compiler; what it has to say is the error. */
async function compile(project: string): Promise<void> {
  const args = [fileURLToPath(new URL('node_modules/typescript/bin/tsc', ROOT)), '-p']
  const path = fileURLToPath(new URL(project, import.meta.url))
  await promisify(execFile)(process.execPath, [...args, path]).catch((error) => {
    throw new Error(`Cannot compile ${project}: ${error.stdout || error.message}`)
  })
}
