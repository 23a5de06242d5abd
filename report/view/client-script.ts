import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

/** The same file in TypeScript, or in JavaScript where the package is built. */
const ENTRY = new URL(`client/main${extname(import.meta.url)}`, import.meta.url)

/** What both ask for wherever their code goes. */
const LICENCES =
  '/* with Preact, MIT, (c) Jason Miller and others, and jsdiff, BSD-3-Clause, (c) Kevin Decker and others */'

let bundled: string | null = null

/**
 * The page's own script with the libraries it needs, in one piece. Made once a process, in some 50 ms.
 * It holds no `</script>`, as esbuild escapes it.
 */
export function clientScript(): string {
  bundled ??= buildSync({
    entryPoints: [fileURLToPath(ENTRY)],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    banner: { js: LICENCES },
    write: false,
    tsconfigRaw: {},
  }).outputFiles[0]!.text.trim()
  return bundled
}
