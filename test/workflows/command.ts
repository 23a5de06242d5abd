import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import { eventually } from './temporal-server.ts'

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))

/** A nightdrift command of its own process. */
export interface RunningCommand {
  readonly child: ChildProcess
  /** What it has said so far. */
  readonly texts: { readonly stdout: string; readonly stderr: string }
  /** Resolves once stdout or stderr holds this text. */
  said(text: string): Promise<unknown>
  /** Resolves when the process has ended. */
  readonly ended: Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }>
}

/** Starts `nightdrift …` on a project, at a Temporal server; it is killed when the test ends before it. */
export function startCommand(
  t: TestContext,
  words: readonly string[],
  at: { readonly folder: string; readonly address: string; readonly env?: NodeJS.ProcessEnv },
): RunningCommand {
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const child = spawn(process.execPath, [MAIN, ...words], {
    cwd: at.folder,
    env: { ...env, ...at.env, TEMPORAL_ADDRESS: at.address, OPENAI_API_KEY: 'any' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  t.after(() => child.kill('SIGKILL'))
  const texts = { stdout: '', stderr: '' }
  for (const stream of ['stdout', 'stderr'] as const)
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      texts[stream] += text
    })
  const ended = new Promise<{ code: number | null } & typeof texts>((resolve) => {
    child.once('close', (code) => resolve({ code, ...texts }))
  })
  const said = (text: string) =>
    eventually(`"nightdrift ${words.join(' ')}" says "${text}"`, () =>
      `${texts.stderr}${texts.stdout}`.includes(text),
    )
  return { child, texts, said, ended }
}

/** Runs a command to its end. */
export function runCommand(...given: Parameters<typeof startCommand>): RunningCommand['ended'] {
  return startCommand(...given).ended
}

/** A model over HTTP that says "yes", or nothing at all for as long as it is held. */
export interface TestModel {
  readonly url: string
  readonly requests: { count: number }
  held: boolean
}

/** Starts a model that knows the chat completions of an OpenAI-compatible server. */
export async function startModel(t: TestContext): Promise<TestModel> {
  const server = createServer((request, response) => {
    model.requests.count += 1
    request.resume().on('end', () => {
      if (!model.held) answer(response)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const model: TestModel = { url: `http://127.0.0.1:${port}/v1`, requests: { count: 0 }, held: false }
  return model
}

function answer(response: ServerResponse): void {
  const message = { role: 'assistant', content: 'yes' }
  const choices = [{ index: 0, message, finish_reason: 'stop' }]
  const usage = { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 }
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ id: 'a', object: 'chat.completion', created: 1, model: 'm', choices, usage }))
}

/** A project of three cases in a folder of its own, gone when the test ends. */
export function makeProject(
  t: TestContext,
  given: { readonly name: string; readonly baseUrl: string; readonly schedule?: object },
): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightdrift-commands-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  const cases = ['a', 'b', 'c'].map((id) =>
    JSON.stringify({ id, input: `Is ${id} a letter?`, expected: 'yes' }),
  )
  writeFileSync(join(folder, 'cases.jsonl'), `${cases.join('\n')}\n`)
  writeFileSync(
    join(folder, 'nightdrift.config.ts'),
    `import { defineConfig, exact, openai } from 'nightdrift'
export default defineConfig({
  name: '${given.name}',
  dataset: 'cases.jsonl',
  target: openai({ model: 'm', baseUrl: '${given.baseUrl}' }),
  scorers: [exact()],
  schedule: ${JSON.stringify(given.schedule ?? {})},
})
`,
  )
  return folder
}
