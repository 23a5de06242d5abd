import { spawnSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Measured, measureCommand } from '../measure.ts'
import { pythonWith } from '../python-environment.ts'

/** What a peer is to run. */
export interface PeerSuite {
  /** Holds `cases.jsonl`, lines of `{id, input, expected}`. */
  readonly folder: string
  readonly baseURL: string
  readonly cases: number
  readonly concurrency: number
}

interface Peer {
  readonly name: string
  /** What it took, start-up included, as a command of its own takes it; or why it cannot be run here. */
  run(suite: PeerSuite): Promise<Measured<unknown> | string>
}

/** Who does the same, each run as its documentation says. */
export const PEERS: readonly Peer[] = [
  { name: 'Inspect AI', run: runInspect },
  { name: 'promptfoo', run: runPromptfoo },
]

const INSPECT = ['inspect-ai==0.3.285', 'openai']

async function runInspect(suite: PeerSuite): Promise<Measured<unknown> | string> {
  const { folder, baseURL, cases, concurrency } = suite
  let python: string
  try {
    python = await pythonWith(INSPECT)
  } catch (error) {
    return `it cannot be installed: ${firstLine(error)}`
  }
  const named = join(folder, 'inspect.jsonl')
  await writeFile(
    named,
    linesOf(cases, (id) => ({ id, input: `How much is ${id}?`, target: String(id) })),
  )
  const script = fileURLToPath(new URL('./inspect-eval.py', import.meta.url))
  const args = [script, named, baseURL, String(concurrency), join(folder, 'inspect')]
  const measured = await measureCommand(python, args)
  const scored = Number(measured.result.trim().split('\n').at(-1))
  if (scored !== cases) throw new Error(`Inspect AI scored ${scored} of ${cases} cases.`)
  return measured
}

/** Not installed for the sake of a benchmark: it brings some thousand packages. */
async function runPromptfoo(suite: PeerSuite): Promise<Measured<unknown> | string> {
  const { folder, baseURL, cases, concurrency } = suite
  if (spawnSync('promptfoo', ['--version'], { stdio: 'ignore' }).error !== undefined)
    return 'it is not installed; `npm install --global promptfoo` brings it.'
  const config = join(folder, 'promptfooconfig.json')
  const tests = Array.from({ length: cases }, (_, id) => ({
    vars: { id: String(id) },
    assert: [{ type: 'icontains', value: String(id) }],
  }))
  const provider = { id: 'openai:chat:slow-1', config: { apiBaseUrl: baseURL, apiKey: 'none' } }
  await writeFile(config, JSON.stringify({ prompts: ['How much is {{id}}?'], providers: [provider], tests }))
  const args = ['eval', '--config', config, '--no-cache', '--no-table', '--no-write']
  return await measureCommand('promptfoo', [...args, '--max-concurrency', String(concurrency)])
}

function linesOf(count: number, lineOf: (id: number) => object): string {
  return Array.from({ length: count }, (_, id) => `${JSON.stringify(lineOf(id))}\n`).join('')
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
