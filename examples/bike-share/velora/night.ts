import { answerQuestion, type Facts } from './assistant.ts'
import { MODEL } from './completion.ts'
import type { Intent } from './intent.ts'
import { normal, pick, pickWeighted, type Random, seeded } from './random.ts'
import { drawRequest, type Request } from './request.ts'
import { countTokens } from './tokens.ts'
import { type ZoneClock, zoneClock } from './zone-clock.ts'

/** One served request, as the application writes it to its log. */
export interface LogRecord {
  readonly timestamp: string
  readonly id: string
  readonly input: string
  readonly output: string
  readonly model: string
  readonly latency_ms: number
  readonly tokens: { readonly input: number; readonly output: number }
  readonly user_id: string
  readonly conversation_id: string
  readonly error?: string
  readonly tags: { readonly intent: string; readonly language: string }
}

/** What one night is like. */
export interface NightPlan {
  /** The local day, `YYYY-MM-DD`. */
  readonly date: string
  readonly timezone: string
  readonly requests: number
  /** What is asked, by share. */
  readonly intents: readonly Intent[]
  /** The prompt in force, and what it says. */
  readonly systemPrompt: string
  readonly facts: Facts
  /** Median latency of an answer in milliseconds. */
  readonly medianLatencyMs: number
  /** Seeds everything random of the night; the date is not part of it. */
  readonly seed: string
}

/** Requests by local hour, midnight first: two peaks, when people ride to work and back. */
const RHYTHM = [8, 5, 3, 2, 3, 9, 22, 44, 55, 40, 30, 30, 37, 36, 33, 37, 48, 60, 55, 44, 33, 26, 18, 12]

/** Standard deviation of the logarithm of a latency. */
const LATENCY_SPREAD = 0.4
const ERROR_SHARE = 0.015
const ERRORS = [
  ['timeout', 5],
  ['rate_limit_exceeded', 3],
  ['server_error', 2],
] as const

/** Serves one night's requests and returns them in the order of time. Same plan, same records. */
export function serveNight(plan: NightPlan): LogRecord[] {
  const random = seeded(plan.seed, 'requests')
  const clock = zoneClock(plan.timezone)
  const promptTokens = countTokens(plan.systemPrompt)
  const conversations = conversationsOf(random)
  return arrivals(plan, clock, random).map((instant, at) => {
    const request = drawRequest(plan.intents, random)
    return {
      timestamp: clock.format(instant),
      id: `req-${plan.date}-${String(at + 1).padStart(5, '0')}`,
      ...served(request, plan, { random, promptTokens }),
      ...conversations(),
      tags: { intent: request.intent, language: 'en' },
    }
  })
}

function served(request: Request, plan: NightPlan, options: { random: Random; promptTokens: number }) {
  const { random, promptTokens } = options
  const failed = random() < ERROR_SHARE
  const latency = plan.medianLatencyMs * Math.exp(LATENCY_SPREAD * normal(random))
  const output = failed ? '' : answerQuestion(request.text, plan.facts)
  return {
    input: request.text,
    output,
    model: MODEL,
    latency_ms: Math.round(latency),
    tokens: { input: promptTokens + countTokens(request.text), output: countTokens(output) },
    ...(failed ? { error: pickWeighted(random, ERRORS) } : {}),
  }
}

function arrivals(plan: NightPlan, clock: ZoneClock, random: Random): number[] {
  const { start, end } = clock.day(plan.date)
  const hours = RHYTHM.map((weight, hour) => [hour, weight] as const)
  const instants = Array.from({ length: plan.requests }, () => {
    const share = (pickWeighted(random, hours) + random()) / RHYTHM.length
    return Math.floor(start + share * (end - start))
  })
  return instants.sort((a, b) => a - b)
}

/** Three of four requests open a conversation; the others go on with one of the last twenty. */
function conversationsOf(random: Random): () => { user_id: string; conversation_id: string } {
  const recent: { user_id: string; conversation_id: string }[] = []
  return () => {
    if (recent.length > 0 && random() < 0.25) return pick(random, recent)
    const code = (length: number) =>
      Math.floor(random() * 16 ** length)
        .toString(16)
        .padStart(length, '0')
    const opened = { user_id: `u-${code(4)}`, conversation_id: `c-${code(8)}` }
    recent.push(opened)
    if (recent.length > 20) recent.shift()
    return opened
  }
}
