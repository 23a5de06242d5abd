import type { Agreement } from '../human/agreement.ts'
import type { ThresholdResult } from './thresholds.ts'

/** A release held against its thresholds. */
export interface ReleaseVerdict {
  readonly gate: 'passed' | 'failed'
  readonly reason: string
  /** Whether it failed for want of a verdict alone. */
  readonly incomplete: boolean
}

/** What a release's run came to, beside its thresholds. */
export interface ReleaseRun {
  readonly answered: number
  readonly cases: number
  readonly answeredAtLeast: number
  readonly results: readonly ThresholdResult[]
  readonly agreements: readonly Agreement[]
}

/** Is a release let through? Too few answers give no verdict, whatever the rates of the others. */
export function judgeRelease({ answered, cases, answeredAtLeast, results }: ReleaseRun): ReleaseVerdict {
  if (answered < answeredAtLeast * cases) {
    const reason = `only ${answered} of ${cases} cases were answered; below ${100 * answeredAtLeast} % there is no verdict.`
    return { gate: 'failed', reason, incomplete: true }
  }
  const missed = results.filter(({ verdict }) => verdict === 'missed')
  if (missed.length > 0)
    return { gate: 'failed', reason: `${missed.map(missedWords).join('; ')}.`, incomplete: false }
  const open = results.filter(({ verdict }) => verdict === 'insufficient-data')
  if (open.length > 0) {
    const reason = `${open.map((one) => `nothing was scored by ${placeOf(one)}`).join('; ')}.`
    return { gate: 'failed', reason, incomplete: true }
  }
  return { gate: 'passed', reason: `all thresholds are met (${results.length}).`, incomplete: false }
}

/** `manner where intent=refund` */
function placeOf({ scorer, slice }: Pick<ThresholdResult, 'scorer' | 'slice'>): string {
  return slice === null ? scorer : `${scorer} where ${slice}`
}

function missedWords(result: ThresholdResult): string {
  const { passed, n, passRate, threshold } = result
  const percent = (share: number) => Number((100 * share).toFixed(2))
  return `${placeOf(result)} passes ${passed} of ${n} cases (${percent(passRate ?? 0)} %), less than ${percent(threshold)} %`
}
