import type { Confirmation } from '../suite/gate/confirm.ts'
import type { DiffScorer, GatedScorer } from '../suite/gate/diff.ts'

/** One of the two runs of a diff, as people are told of it. */
export interface DescribedRun {
  /** What was asked for: `origin/main`, `working tree`, a run's file. */
  readonly label: string
  readonly run: string
  readonly file: string
  readonly profile: string
  readonly cases: number
  readonly commit: { readonly sha: string; readonly dirty: boolean } | null
  readonly datasetDigest: string
  readonly targetDigest: string | null
  /** Whether it was there before. */
  readonly stored: boolean
}

/** `origin/main at 1f2e3d4c5b6a, profile pr, 300 cases: 2026-11-26T10-00-00-pr-a1b2c3 (stored)` */
export function runWords({ label, run, profile, cases, commit, stored }: DescribedRun): string {
  const at = commit === null ? '' : ` at ${commit.sha.slice(0, 12)}${commit.dirty ? ' with changes' : ''}`
  return `${label}${at}, profile ${profile}, ${cases} cases: ${run}${stored ? ' (stored)' : ''}`
}

/** A share as a percentage with one decimal; empty where it is not known. */
export function points(share: number | null): string {
  return share === null ? '' : `${(100 * share).toFixed(1)} %`
}

/** `−4.3 points [−7.9, −0.8], 19 of 300 flipped` */
export function changeWords({ difference, interval, table, base }: DiffScorer): string {
  if (difference === null || interval === null) return 'no pairs'
  const range = `[${signed(interval.lower)}, ${signed(interval.upper)}]`
  return `${signed(difference)} points ${range}, ${table.n10 + table.n01} of ${base.n} flipped`
}

/** What the rule cannot see at this size, and why there is no verdict. */
export function seenWords(scorer: GatedScorer & { readonly confirmation?: Confirmation | null }): string[] {
  const { name, why, falseBlockRate, smallestDetectableDrop, base, flipRate, confirmation } = scorer
  if (why !== null) return [`${name}: ${why}`]
  const drop =
    smallestDetectableDrop === null
      ? `${base.n} cases cannot tell any drop from chance`
      : `the smallest drop that ${base.n} cases can see is ${points(smallestDetectableDrop).replace(' %', ' points')}`
  return [
    `${name}: at ${points(flipRate)} flips this rule blocks ${points(falseBlockRate)} of changes that change nothing; ${drop}`,
    ...(confirmation ? [confirmationWords(name, confirmation)] : []),
  ]
}

function confirmationWords(
  name: string,
  { cases, base, head, pValue, level, confirmed }: Confirmation,
): string {
  const passed = `${base.passed} of ${base.n} passed on the base, ${head.passed} of ${head.n} on the head`
  const p = `p ${Number(pValue.toPrecision(2))}, wanted at most ${level}`
  return `${name}: ${cases} flipped cases asked anew: ${passed} (${p}): ${confirmed ? 'it is worse' : 'not shown to be worse'}`
}

function signed(share: number): string {
  const text = (100 * share).toFixed(1)
  if (Number(text) === 0) return '0.0'
  return share > 0 ? `+${text}` : text.replace('-', '−')
}
