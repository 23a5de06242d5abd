import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import OpenAI from 'openai'
import pLimit from 'p-limit'
import { evaluate } from '../../cli/eval.ts'
import { type Measured, measure } from '../measure.ts'
import { benchOptions } from '../options.ts'
import { PEERS } from './peers.ts'
import { SILENT, throughTemporal } from './through-temporal.ts'

// How much a suite costs beside asking: the same cases through `nightdrift eval` in this process, and through a bare loop
// over the official SDK, against a model that answers after 50 ms: `node bench/suite/eval.ts`.

/** What the docs promise. */
const LIMITS = { inProcess: 1.3, throughTemporal: 1.8 }

const USAGE = `Usage: node bench/suite/eval.ts [--cases N] [--concurrency N] [--stream] [--temporal] [--peers]
  --cases N        how many cases the suite has (default: 5000)
  --concurrency N  requests in flight (default: 100)
  --stream         both sides ask for streams, as a target does unless told otherwise
  --temporal       also through a worker on Temporal's dev server, both up before
  --peers          also through Inspect AI and promptfoo, where they are to be had`

const values = benchOptions(USAGE, {
  cases: { type: 'string', default: '5000' },
  concurrency: { type: 'string', default: '100' },
  stream: { type: 'boolean', default: false },
  temporal: { type: 'boolean', default: false },
  peers: { type: 'boolean', default: false },
})
const cases = Number(values.cases)
const concurrency = Number(values.concurrency)

const server = spawn(process.execPath, [fileURLToPath(new URL('./slow-model.ts', import.meta.url))], {
  stdio: ['ignore', 'pipe', 'inherit'],
})
const [address] = (await once(server.stdout, 'data')) as [Buffer]
const baseURL = String(address).trim()
const folder = await mkdtemp(join(tmpdir(), 'nightdrift-bench-'))
try {
  await writeProject()
  await bareLoop(200)
  const bare = await measure(() => bareLoop(cases))
  report('a bare loop over the SDK', bare)
  const ours = await measure(evaluateProject)
  report('nightdrift eval', ours)
  compare(ours, bare, LIMITS.inProcess)
  if (values.temporal) {
    const durable = await throughTemporal(join(folder, 'nightdrift.config.ts'))
    report('nightdrift through a Temporal worker', durable)
    compare(durable, bare, LIMITS.throughTemporal)
  }
  if (values.peers) {
    for (const peer of PEERS) {
      const measured = await peer.run({ folder, baseURL, cases, concurrency })
      if (typeof measured === 'string') console.log(`${peer.name}: left out, ${measured}`)
      else {
        report(peer.name, measured)
        compare(measured, bare, null)
      }
    }
  }
} finally {
  server.kill()
  await rm(folder, { recursive: true, force: true })
}

async function writeProject(): Promise<void> {
  const lines = Array.from({ length: cases }, (_, id) =>
    JSON.stringify({ id: `case-${id}`, input: `How much is ${id}?`, expected: `${id}` }),
  )
  await writeFile(join(folder, 'cases.jsonl'), lines.join('\n'))
  const target = { model: 'slow-1', baseUrl: baseURL, concurrency, stream: values.stream }
  await writeFile(
    join(folder, 'nightdrift.config.ts'),
    `import { contains, defineConfig, openai } from 'nightdrift'
export default defineConfig({
  name: 'bench',
  dataset: 'cases.jsonl',
  target: openai(${JSON.stringify(target)}),
  scorers: [contains()],
})`,
  )
}

async function evaluateProject(): Promise<void> {
  await evaluate({ config: join(folder, 'nightdrift.config.ts'), profile: 'full' }, SILENT)
}

/** What one would write by hand. */
async function bareLoop(count: number): Promise<void> {
  const client = new OpenAI({ apiKey: 'none', baseURL, maxRetries: 0 })
  const limit = pLimit(concurrency)
  const ask = async (id: number) => {
    const messages = [{ role: 'user' as const, content: `How much is ${id}?` }]
    if (!values.stream)
      return (await client.chat.completions.create({ model: 'slow-1', messages })).choices[0]?.message.content
    const stream = await client.chat.completions.create({ model: 'slow-1', messages, stream: true })
    let output = ''
    for await (const chunk of stream) output += chunk.choices[0]?.delta.content ?? ''
    return output
  }
  const answers = await Promise.all(Array.from({ length: count }, (_, id) => limit(ask, id)))
  if (answers.some((answer, id) => !answer?.includes(String(id)))) throw new Error('An answer is missing.')
}

function compare(one: Measured<unknown>, bare: Measured<unknown>, limit: number | null): void {
  const wanted = limit === null ? '' : ` (wanted: at most ${limit})`
  console.log(
    `  ${(one.seconds / bare.seconds).toFixed(2)} times the bare loop${wanted}, ${(one.processorSeconds / bare.processorSeconds).toFixed(2)} times its processor time`,
  )
}

function report(what: string, { seconds, processorSeconds, peakMegabytes }: Measured<unknown>): void {
  console.log(
    `${what}, ${cases} cases: ${seconds.toFixed(1)} s (${processorSeconds.toFixed(1)} s of processor time), at most ${Math.round(peakMegabytes)} MB`,
  )
}
