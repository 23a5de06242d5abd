import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { measureCommand } from '../measure.ts'
import { benchOptions } from '../options.ts'

// How much memory a run of very many cases takes: recorded outputs, replayed and scored by `nightdrift eval`, or by a night with
// the embedded Temporal server and its worker, in a process of its own: `node bench/suite/replay.ts`.

/** What the docs promise, of each process. */
const LIMIT_MB = 600

const INTENTS = ['refund', 'delivery', 'invoice', 'other']

const USAGE = `Usage: node bench/suite/replay.ts [--cases N] [--night]
  --cases N   how many cases the suite has (default: 1000000)
  --night     a night through Temporal, and then one that is held against it, instead of eval`

const values = benchOptions(USAGE, {
  cases: { type: 'string', default: '1000000' },
  night: { type: 'boolean', default: false },
})
const cases = Number(values.cases)
const folder = await mkdtemp(join(tmpdir(), 'nightdrift-bench-'))
try {
  await writeProject()
  if (values.night) await playNights()
  else await evaluate()
} finally {
  await rm(folder, { recursive: true, force: true })
}

async function evaluate(): Promise<void> {
  const { counts } = await nightdrift<{ counts: { scored: number } }>('eval', '--profile', 'full')
  if (counts.scored !== cases) throw new Error(`Of ${cases} cases ${counts.scored} were scored.`)
}

async function playNights(): Promise<void> {
  await playNight('2026-11-21')
  await nightdrift('accept-baseline', '2026-11-21', '--why', 'the first')
  await playNight('2026-11-22')
}

async function playNight(night: string): Promise<void> {
  const { outcome, facts } = await nightdrift<{ outcome: string; facts: string[] }>('night', night)
  if (outcome !== 'complete') throw new Error(`Night ${night} is ${outcome}: ${facts.join(' ')}`)
}

/** Runs a verb in a process of its own, says what it took, and gives what it printed. */
async function nightdrift<T>(verb: string, ...args: readonly string[]): Promise<T> {
  const cli = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
  const config = join(folder, 'nightdrift.config.ts')
  const command = [cli, verb, ...args, '--json', '--config', config]
  const { result, seconds, processorSeconds, peakMegabytes } = await measureCommand(process.execPath, command)
  console.log(
    `nightdrift ${verb}, ${cases} replayed cases: ${seconds.toFixed(0)} s (${processorSeconds.toFixed(0)} s of processor time)`,
  )
  console.log(`  its process at most ${Math.round(peakMegabytes)} MB (wanted: at most ${LIMIT_MB})`)
  return JSON.parse(result) as T
}

async function writeProject(): Promise<void> {
  await writeLines('cases.jsonl', (i) => ({
    id: `case-${i}`,
    input: `A customer writes for the ${i}th time: how much is the parcel number ${i}, and when does it arrive?`,
    expected: String(i),
    tags: { intent: INTENTS[i % INTENTS.length] },
  }))
  await writeLines('outputs.jsonl', (i) => ({
    id: `case-${i}`,
    output: `The parcel number ${i % 10 === 0 ? 'X' : i} costs 12 euros and arrives within three days of its being sent.`,
    model: 'recorded-1',
    latency_ms: 500 + (i % 700),
    tokens: { input: 30, output: 20 },
  }))
  await writeFile(
    join(folder, 'nightdrift.config.ts'),
    `import { contains, defineConfig, replay } from 'nightdrift'
export default defineConfig({
  name: 'bench',
  dataset: 'cases.jsonl',
  target: replay('outputs.jsonl'),
  scorers: [contains()],
})`,
  )
}

async function writeLines(name: string, lineOf: (index: number) => object): Promise<void> {
  const stream = createWriteStream(join(folder, name))
  for (let i = 0; i < cases; i += 1000) {
    const lines = Array.from({ length: Math.min(1000, cases - i) }, (_, k) => JSON.stringify(lineOf(i + k)))
    if (!stream.write(`${lines.join('\n')}\n`)) await once(stream, 'drain')
  }
  stream.end()
  await once(stream, 'close')
}
