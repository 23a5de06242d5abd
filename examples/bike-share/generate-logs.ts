import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { readFacts } from './velora/assistant.ts'
import type { Intent } from './velora/intent.ts'
import { COVERED, UNCOVERED } from './velora/intents/all.ts'
import { type LogRecord, type NightPlan, serveNight } from './velora/night.ts'
import { normal, seeded } from './velora/random.ts'

/** What to write, and where. */
export interface LogOptions {
  /** Made when it is missing; existing files of the same nights are replaced. */
  readonly folder: string
  /** `YYYY-MM-DD` in order; three things are wrong on the last one. */
  readonly nights: readonly string[]
  /** About how many requests a night has (default 1,500; it varies by a few percent). */
  readonly requestsPerNight?: number
  readonly seed?: number
  /** In which the days begin and end (default Europe/Berlin). */
  readonly timezone?: string
}

/** One file of logs: `badLines` of its lines cannot be read as requests. */
export interface LogFile {
  readonly night: string
  readonly path: string
  readonly requests: number
  readonly badLines: number
}

/** Eight nights from this seed are as quiet as an ordinary week: nothing but the three faults stands out. */
const LOG_SEED = 23

const MEDIAN_LATENCY_MS = 900
const SLOWDOWN_ON_LAST_NIGHT = 1.35

/**
 * Writes production logs of the assistant, one file a night: `<folder>/<night>.jsonl.gz`.
 * All nights but the last are alike, up to ordinary variation. On the last one a changed system prompt has lost the
 * refund policy, 20 % of the requests are about cargo bikes, which no case covers, and answers take 35 % longer.
 * The same options give the same bytes; with other dates only timestamps and ids differ.
 * @throws RangeError when a night is not a date
 */
export async function generateLogs(options: LogOptions): Promise<readonly LogFile[]> {
  const { folder, nights } = options
  for (const night of nights) checkDate(night)
  const prompts = { before: await readPrompt('system.md'), after: await readPrompt('system-after-change.md') }
  await mkdir(folder, { recursive: true })
  const files: LogFile[] = []
  for (const at of nights.keys()) {
    const plan = planNight(at, options, prompts)
    const path = join(folder, `${plan.date}.jsonl.gz`)
    const records = serveNight(plan)
    const lines = withBadLines(records, plan.seed)
    await writeFile(path, gzipSync(`${lines.join('\n')}\n`))
    files.push({ night: plan.date, path, requests: records.length, badLines: lines.length - records.length })
  }
  return files
}

function planNight(at: number, options: LogOptions, prompts: { before: string; after: string }): NightPlan {
  const { nights, requestsPerNight = 1500, seed = LOG_SEED, timezone = 'Europe/Berlin' } = options
  const isLast = at === nights.length - 1
  // Counted from the last night: how many nights come before it changes none of them.
  const nightSeed = `${seed}/${nights.length - 1 - at}`
  const random = seeded(nightSeed, 'plan')
  const systemPrompt = isLast ? prompts.after : prompts.before
  return {
    date: nights[at]!,
    timezone,
    requests: Math.round(requestsPerNight * (0.97 + 0.06 * random())),
    intents: [
      ...COVERED.map((intent) => vary(intent, normal(random))),
      ...(isLast ? [among(UNCOVERED)] : []),
    ],
    systemPrompt,
    facts: readFacts(systemPrompt),
    medianLatencyMs: MEDIAN_LATENCY_MS * (0.98 + 0.04 * random()) * (isLast ? SLOWDOWN_ON_LAST_NIGHT : 1),
    seed: nightSeed,
  }
}

/** Night-to-night variation of an intent's share. */
const vary = (intent: Intent, z: number): Intent => ({ ...intent, share: intent.share * Math.exp(0.03 * z) })

/** Beside shares that add up to 1, an intent has its own share only with this weight. */
const among = (intent: Intent): Intent => ({ ...intent, share: intent.share / (1 - intent.share) })

/** Puts in three lines that a night's log must not stumble over: one cut short, one without output, one no JSON. */
function withBadLines(records: readonly LogRecord[], seed: string): string[] {
  const lines = records.map((record) => JSON.stringify(record))
  const [first, second] = [records[0], lines[1]]
  if (!first || !second) return lines
  const { output: _, ...withoutOutput } = first
  const bad = [
    second.slice(0, Math.floor(second.length * 0.6)),
    JSON.stringify({ ...withoutOutput, id: `${first.id}-retry` }),
    '--- log file rotated ---',
  ]
  const random = seeded(seed, 'bad lines')
  for (const line of bad) lines.splice(1 + Math.floor(random() * (lines.length - 1)), 0, line)
  return lines
}

async function readPrompt(name: string): Promise<string> {
  return readFile(join(import.meta.dirname, 'prompts', name), 'utf8')
}

function checkDate(night: string): void {
  const instant = /^\d{4}-\d\d-\d\d$/.test(night) ? Date.parse(`${night}T00:00:00Z`) : Number.NaN
  if (!Number.isNaN(instant) && new Date(instant).toISOString().startsWith(night)) return
  throw new RangeError(`Cannot write logs of the night "${night}": expected a date such as 2026-11-22.`)
}

/** The eight days that end yesterday, oldest first. */
function lastEightDays(now: Date): string[] {
  return Array.from({ length: 8 }, (_, at) =>
    new Date(now.getTime() - (8 - at) * 86_400_000).toISOString().slice(0, 10),
  )
}

// Node 22 has no `import.meta.main`.
if (import.meta.main ?? process.argv[1] === import.meta.filename) {
  const folder = join(import.meta.dirname, 'logs')
  const files = await generateLogs({ folder, nights: lastEightDays(new Date()) })
  for (const file of files) console.log(`${file.path}: ${file.requests} requests, ${file.badLines} bad lines`)
}
