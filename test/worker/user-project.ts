import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { TestContext } from 'node:test'

/** A folder of a user with a config; gone after the test. */
export interface UserProject {
  readonly folder: string
  /** Path of its `nightdrift.config.ts`. */
  readonly config: string
  write(file: string, content: string): Promise<void>
}

/** Makes a folder with the given files, outside of this repository. */
export async function userProject(
  t: TestContext,
  files: Readonly<Record<string, string>>,
): Promise<UserProject> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-user-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const write = async (file: string, content: string) => {
    await mkdir(dirname(join(folder, file)), { recursive: true })
    await writeFile(join(folder, file), content)
  }
  for (const [file, content] of Object.entries(files)) await write(file, content)
  return { folder, config: join(folder, 'nightdrift.config.ts'), write }
}

/** The text of a small config; what is given is put at its end. */
export function configText(more = '', imports = ''): string {
  return `import { contains, defineConfig, file, github, jsonl, openai, replay, smtp } from 'nightdrift'
${imports}
void [file, github, jsonl, openai, smtp]
export default defineConfig({
  name: 'support-bot',
  dataset: 'cases.jsonl',
  target: replay('outputs.jsonl'),
  scorers: [contains()],
  ${more}
})
`
}
