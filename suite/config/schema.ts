import { z } from 'zod'
import { isCron } from './cron.ts'
import { embedderSpec } from './embedder-spec.ts'
import { featureSpec } from './feature-spec.ts'
import { gatesSpec } from './gate-spec.ts'
import { pricesSpec } from './price-spec.ts'
import { profileSpec } from './profile-spec.ts'
import { redactSpec } from './redact-spec.ts'
import { scorerName, scorerSpec } from './scorer-spec.ts'
import { type TargetSpec, targetSpec } from './target-spec.ts'
import { trafficScoringFaults, trafficScoringSpec } from './traffic-scoring-spec.ts'
import { trafficSpec } from './traffic-spec.ts'
import { unpriced } from './unpriced.ts'

const issuesSpec = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('markdown') }),
  z.strictObject({
    kind: z.literal('github'),
    repo: z.string().regex(/^[\w.-]+\/[\w.-]+$/, 'expected "owner/name"'),
    /** GitHub Enterprise: `https://github.acme.example/api/v3`. */
    baseUrl: z.url().optional(),
    /** Name of the environment variable that holds the token. */
    tokenEnv: z.string().default('GITHUB_TOKEN'),
  }),
])

const mailSpec = z.strictObject({
  kind: z.literal('smtp'),
  to: z.array(z.email()).min(1),
  from: z.email().default('nightdrift@localhost.localdomain'),
  /** Name of the environment variable that holds `smtps://user:password@host:465`; unset: an .eml in the outbox. */
  urlEnv: z.string().default('NIGHTDRIFT_SMTP_URL'),
})

const duration = z.string().regex(/^\d+\s?(s|m|h|d)$/, 'expected a duration such as "10m" or "36h"')

const scheduleSpec = z.strictObject({
  /** 03:00: the day's logs are complete, and no time zone skips or repeats this hour but on few days. */
  cron: z
    .string()
    .refine(
      isCron,
      'expected a cron expression of five fields (minute, hour, day, month, weekday) such as "0 3 * * *"',
    )
    .default('0 3 * * *'),
  timezone: z
    .string()
    .refine(isTimeZone, 'expected an IANA time zone such as "Europe/Berlin"')
    .default('UTC'),
  /** Spreads the start of many suites over this time, so that they do not hit one model at once. */
  jitter: duration.default('5m'),
  /** Longer than the longest night, because it also expires a night that waits for the one before. */
  catchupWindow: duration.default('36h'),
  paused: z.boolean().default(false),
})

/**
 * `nightdrift.config.ts`, checked once at start: one config is one suite. Unknown keys are refused.
 * Every default stands here beside its reason.
 */
export const configSchema = z
  .strictObject({
    name: z
      .string()
      .regex(
        /^[a-zA-Z0-9][\w.-]{0,63}$/,
        'expected letters, digits, ".", "_" or "-", at most 64, starting with a letter or digit',
      ),
    /** JSON lines, one case a line; a path or a glob. */
    dataset: z.string().min(1),
    target: targetSpec,
    scorers: z.array(scorerSpec).min(1),
    /** Providers do not tell their prices, and they change; without one a cost is unknown, never 0. */
    prices: pricesSpec.default({}),
    /** What a run may cost, target and judges together. Unset: no limit. */
    budgetUsd: z.number().positive().optional(),
    /** Outside nights an answer from the last week stands for the same question; providers change their models more slowly. */
    cache: z.union([z.literal(false), z.strictObject({ days: z.number().positive() })]).default({ days: 7 }),
    profiles: z.record(z.string().regex(/^[\w-]+$/), profileSpec).default({}),
    /** The lowest pass rates of a release; what they should be nobody else can know. */
    gates: gatesSpec.default({}),
    traffic: z.array(trafficSpec).min(1).optional(),
    trafficScoring: trafficScoringSpec.optional(),
    /** On: what is personal or secret should not pile up in a second place. */
    redact: redactSpec,
    /** Off, the lake holds features of inputs and outputs but no text of them. On: people understand findings by examples. */
    storeText: z.boolean().default(true),
    /** Needs no model and no network, and tells topics apart by their words. */
    embedder: embedderSpec.default({ kind: 'hashedNgrams' }),
    /**
     * Requests a night that languages, topics and coverage are measured on: a share of a tenth is known to 1.3 points, and a
     * night's vectors fit into memory with ease. Fewer than 50 judge nothing; more than 50,000 no longer fit.
     */
    sample: z.int().min(50).max(50_000).default(2000),
    features: z
      .array(featureSpec)
      .default([])
      .refine(
        (all) => new Set(all.map(({ name }) => name)).size === all.length,
        'expected features of different names',
      ),
    /** Without a token people still get issues: a folder of Markdown files in the lake. */
    issues: issuesSpec.default({ kind: 'markdown' }),
    mail: mailSpec.optional(),
    schedule: scheduleSpec.prefault({}),
    lake: z.string().min(1).default('lake'),
    duckdb: z
      .strictObject({
        /** Of one database; a worker has few at once. A night of ordinary traffic with room for others beside it. */
        memoryLimit: z
          .string()
          .regex(/^\d+(\.\d+)? ?[KMGT]i?B$/, 'expected a size such as "1GB" or "512MB"')
          .default('1GB'),
        /** Two, so that a worker's other activities keep a core. */
        threads: z.int().min(1).max(256).default(2),
      })
      .prefault({}),
    /** Below this share of answered cases the rest may be unlike the whole, and a run gives no verdict. */
    answeredAtLeast: z.number().min(0).max(1).default(0.98),
    /** Drift alarms a year that are acceptable with nothing wrong; one a month is what a team still reads. */
    alarmsPerYear: z.number().positive().max(365).default(12),
    minimumEffects: z
      .strictObject({
        /** The smallest drop of a pass rate worth an issue: 2 points. */
        passRate: z.number().min(0).max(1).default(0.02),
        /** Cliff's delta or KS of a numeric feature. */
        numeric: z.number().min(0).max(1).default(0.1),
        /** Total variation of a categorical feature: a tenth of the traffic moved. */
        categorical: z.number().min(0).max(1).default(0.1),
        /** Share of the traffic that no offline case resembles: a tenth, as for the mix of a feature. */
        uncovered: z.number().min(0).max(1).default(0.1),
        /** The share of texts in a topic that is new or gone: of a night's sample of 2,000 requests, 40. */
        text: z.number().min(0).max(1).default(0.02),
      })
      .prefault({}),
  })
  .superRefine(({ scorers, target }, context) => {
    for (const [place, scorer] of scorers.entries()) {
      if (scorer.kind !== 'rubric' || scorer.allowSelf || !isSameModel(scorer.judge, target)) continue
      const message =
        'the judge is the very model that is judged, and lenient with itself; name another, or set `allowSelf: true`'
      context.addIssue({ code: 'custom', path: ['scorers', place, 'judge'], message })
    }
  })
  .superRefine(({ profiles, scorers }, context) => {
    const known = scorers.map(scorerName)
    for (const [profile, { scorers: wanted }] of Object.entries(profiles)) {
      const unknown = Array.isArray(wanted) ? wanted.filter((name) => !known.includes(name)) : []
      if (unknown.length === 0) continue
      const message = `no scorer is named ${JSON.stringify(unknown[0])}; known: ${known.join(', ')}`
      context.addIssue({ code: 'custom', path: ['profiles', profile, 'scorers'], message })
    }
  })
  .superRefine(({ gates, scorers }, context) => {
    const known = scorers.map(scorerName)
    const unknown = Object.keys(gates).filter((name) => !known.includes(name))
    const message = (name: string) => `no scorer is named ${JSON.stringify(name)}; known: ${known.join(', ')}`
    for (const name of unknown)
      context.addIssue({ code: 'custom', path: ['gates', name], message: message(name) })
  })
  .superRefine(({ budgetUsd, profiles, target, scorers, prices }, context) => {
    const budgets = [budgetUsd, ...Object.values(profiles).map((profile) => profile.budgetUsd)]
    if (budgets.every((budget) => budget === undefined)) return
    const models = [target, ...scorers.flatMap((scorer) => (scorer.kind === 'rubric' ? [scorer.judge] : []))]
    for (const message of new Set(models.map((model) => unpriced(model, prices))))
      if (message !== null) context.addIssue({ code: 'custom', path: ['budgetUsd'], message })
  })
  .superRefine((config, context) => {
    for (const { path, message } of trafficScoringFaults(config))
      context.addIssue({ code: 'custom', path: [...path], message })
  })

/** What a user writes: every key with a default may be left out. */
export type ConfigInput = z.input<typeof configSchema>
/** A checked config with every default filled in. */
export type Config = z.output<typeof configSchema>

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

function isSameModel(judge: TargetSpec, target: TargetSpec): boolean {
  if (judge.kind === 'replay' || target.kind !== judge.kind) return false
  return target.model === judge.model
}
