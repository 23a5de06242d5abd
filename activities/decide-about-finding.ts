import type { Acceptance, Decision, Mute, Withdrawal } from '../drift/decision.ts'
import { effectSize } from '../drift/effect-size.ts'
import type { Finding } from '../drift/finding.ts'
import { EVERYTHING } from '../drift/summary.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { publishDecision, readDecisions } from './decisions-in-lake.ts'
import { findFinding, type KnownFinding } from './known-findings.ts'
import type { Ports } from './ports.ts'

/** Who decides about which finding, and why. */
export interface DecisionInput {
  /** A finding's id or the beginning of it. */
  readonly id: string
  readonly by: string
  readonly why: string
}

type World = Pick<Ports, 'lake' | 'now'>

/**
 * Accepts a gap as it is: it stays quiet until its effect grows by more than `growth` (in the effect's unit), for each
 * slice from what it is there.
 *
 * @param input  `growth` is the check's minimum effect unless given
 * @throws ConfigError when there is no such finding, no reason, no sensible growth, or it is a pass rate
 */
export async function acceptFinding(
  input: DecisionInput & { readonly growth: number | null },
  { lake, now }: World,
): Promise<Acceptance> {
  const known = await findFinding(lake, input.id)
  const { comparison, direction } = known.finding
  if (comparison.type === 'paired')
    throw new ConfigError(
      `Cannot accept finding ${known.finding.fingerprint}: it is a pass rate, which is held against a baseline. Move that: \`nightdrift accept-baseline ${known.on.night} --why "…"\`.`,
    )
  const growth = input.growth ?? comparison.minimumEffect
  if (!(growth >= 0))
    throw new ConfigError(`Cannot accept a growth of ${input.growth}: expected a number of at least 0.`)
  const { family, check } = comparison
  const gap = { family, check, direction, sizes: sizesOf(known), growth }
  const decision: Acceptance = { kind: 'accept', ...decided(known.finding, input, now()), ...gap }
  await publishDecision(lake, decision)
  return decision
}

/**
 * Tells nobody about a finding up to a night. It is measured on, and told again afterwards.
 *
 * @param input  `until` is a day, YYYY-MM-DD, not before today
 * @throws ConfigError when there is no such finding or no reason, or the day is past
 */
export async function muteFinding(
  input: DecisionInput & { readonly until: string },
  { lake, now }: World,
): Promise<Mute> {
  const { finding } = await findFinding(lake, input.id)
  const today = now().toISOString().slice(0, 10)
  if (input.until < today)
    throw new ConfigError(
      `Cannot mute finding ${finding.fingerprint} until ${input.until}: that day is past, today is ${today}.`,
    )
  const decision: Mute = { kind: 'mute', ...decided(finding, input, now()), until: input.until }
  await publishDecision(lake, decision)
  return decision
}

/**
 * Takes back that a finding was accepted or muted.
 *
 * @throws ConfigError when nothing holds that could be taken back, or there is no reason
 */
export async function withdrawDecision(input: DecisionInput, { lake, now }: World): Promise<Withdrawal> {
  const about = (await readDecisions(lake)).filter(({ fingerprint }) => fingerprint.startsWith(input.id))
  const last = about.toSorted((a, b) => (a.at < b.at ? -1 : 1)).at(-1)
  if (last === undefined || last.kind === 'withdraw')
    throw new ConfigError(
      `Cannot take back a decision about finding ${JSON.stringify(input.id.slice(0, 80))}: none holds. \`nightdrift findings --all\` lists those that do.`,
    )
  const decision: Withdrawal = { kind: 'withdraw', ...decided(last, input, now()) }
  await publishDecision(lake, decision)
  return decision
}

function decided(
  { fingerprint, title }: Pick<Finding | Decision, 'fingerprint' | 'title'>,
  { by, why }: DecisionInput,
  now: Date,
) {
  if (why.trim() === '')
    throw new ConfigError(
      `Cannot decide about finding ${fingerprint} without a reason: say in --why why it is so, for whoever reads it in half a year.`,
    )
  return { fingerprint, title, by, at: now.toISOString(), why }
}

/** The corrected sizes of a gap, slice by slice where it is one of everything. */
function sizesOf({ finding, on }: KnownFinding): Record<string, number> {
  const { comparison } = finding
  const same = on.comparisons.filter(
    ({ family, check, slice, direction, effect }) =>
      family === comparison.family &&
      check === comparison.check &&
      direction === finding.direction &&
      effect !== null &&
      (comparison.slice === EVERYTHING || slice === comparison.slice),
  )
  return Object.fromEntries(
    [comparison, ...same].map(({ slice, effect }) => [slice, effect === null ? 0 : effectSize(effect)]),
  )
}
