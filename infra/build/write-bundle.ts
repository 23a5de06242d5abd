import { writeFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { bundleWorkflows } from '../../worker/bundle-workflows.ts'

const MAP = '//# sourceMappingURL=data:application/json;charset=utf-8;base64,'

interface SourceMap {
  readonly sources: readonly string[]
  readonly sourcesContent?: unknown
}

/**
 * Compiles the workflows into the one file that workers of the package load. Its map, which the SDK insists on, keeps
 * the places in the sources and not their text, so that a failure in a workflow says where.
 *
 * @param file  what to write
 * @param root  the repository, which the map's names are relative to: every machine makes the same bytes
 */
export async function writeBundle(file: string, root: string): Promise<void> {
  const { code } = await bundleWorkflows()
  const at = code.lastIndexOf(MAP)
  if (at < 0) throw new Error('Cannot write the bundle of the workflows: the SDK made one without a map.')
  const found = JSON.parse(Buffer.from(code.slice(at + MAP.length), 'base64').toString()) as SourceMap
  const { sourcesContent: _, ...map } = found
  const sources = map.sources.map((source) => source.replace(/^.*(?=\/node_modules\/)/, root))
  const named = { ...map, file: 'bundle.js', sources: sources.map((source) => relative(root, source)) }
  const packed = Buffer.from(JSON.stringify(named)).toString('base64')
  await writeFile(file, `${code.slice(0, at)}${MAP}${packed}\n`)
}
