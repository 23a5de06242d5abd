import type { ExplainedFinding, Source } from '../activities/explain-finding.ts'
import type { JudgedComparison } from '../drift/comparison.ts'
import type { Decision } from '../drift/decision.ts'
import { familyWords } from '../report/family-words.ts'
import { effectMeaning, plainSentence } from '../report/finding-words.ts'
import { effectSentence } from '../report/format/effect.ts'
import { countOf, formatCount, formatNumber } from '../report/format/number.ts'
import { formatLevel } from '../report/format/p-value.ts'
import { oneLine } from '../report/plain-text.ts'
import { levelParts } from './level-parts.ts'

/** A finding from raw rows to the verdict, as lines for a terminal. */
export function explainLines(explained: ExplainedFinding, lake: string): string[] {
  const { finding, night, revision, data } = explained
  const { comparison, direction } = finding
  return [
    oneLine(finding.title, 200),
    `  ${finding.fingerprint} · ${familyWords(comparison.family).title} · night ${night}, revision ${revision}`,
    `  ${oneLine(plainSentence(comparison, direction), 400)}`,
    '',
    `Data, in the lake ${lake}`,
    ...sourceLines('reference', data.reference),
    ...sourceLines('current', data.current),
    '',
    'Effect',
    ...effectLines(comparison),
    '',
    'Test: could chance alone make it?',
    `  p = ${exact(comparison.pValue)}, by ${comparison.test}`,
    '',
    'Correction: how many checks were made beside it?',
    ...correctionLines(explained),
    '',
    'Rule',
    `  ${oneLine(comparison.rule, 600)}`,
    ...titled('Where it comes from', finding.where),
    ...titled('Notes', comparison.notes),
    ...titled('Decided', explained.decisions.map(decisionLine)),
  ]
}

function sourceLines(name: string, { what, values, missing, files }: Source): string[] {
  const gone = missing === 0 ? '' : `, ${formatCount(missing)} missing`
  return [
    `  ${name.padEnd(9)}  ${oneLine(what, 200)}: ${countOf(values, 'value')}${gone}`,
    ...files.map((file) => `             ${oneLine(file, 200)}`),
  ]
}

function effectLines({ effect, metrics, minimumEffect }: JudgedComparison): string[] {
  const meaning = effect && effectMeaning(effect)
  const others = Object.entries(metrics).flatMap(([name, value]) =>
    value === null ? [] : [`${name} ${formatNumber(value)}`],
  )
  return [
    `  ${effectSentence(effect)}`,
    ...(meaning === null ? [] : [`  ${meaning}`]),
    `  Smaller than ${formatNumber(minimumEffect)} would be no finding, however sure.`,
    ...(others.length === 0 ? [] : [`  Also: ${others.join(', ')}`]),
  ]
}

function correctionLines({ finding, correction }: ExplainedFinding): string[] {
  const { checks, rank, group, alpha } = correction
  const adjusted = `p = ${exact(finding.comparison.adjustedPValue)}`
  const held = `  It is held against ${formatLevel(alpha)}${levelParts(finding.comparison, correction)}.`
  if (checks === 0) return [`  None: a gap that was accepted is judged by itself, ${adjusted}.`, held]
  return [
    `  Of ${formatCount(checks)} ${AMONG[group]} its p-value is number ${rank} from the smallest; adjusted for all of them (${correctionName(finding.comparison)}): ${adjusted}.`,
    held,
  ]
}

const AMONG = {
  everything: 'checks over everything',
  slices: 'checks of slices',
  texts: 'verdicts on texts',
} as const

function correctionName({ family, jointPValue, test }: JudgedComparison): string {
  if (jointPValue === undefined || jointPValue === null) return 'Benjamini–Hochberg'
  return family === 'slow-drift' || !test.startsWith('rank') ? 'Bonferroni' : 'step-down max-T'
}

/** A p-value with three digits, however small. */
function exact(p: number | null): string {
  return p === null ? 'none' : String(Number(p.toPrecision(3)))
}

function decisionLine(decision: Decision): string {
  const who = `${decision.at.slice(0, 10)} ${decision.by}`
  const reason = `: ${decision.why}`
  if (decision.kind === 'withdraw') return `${who} took the decision before back${reason}`
  if (decision.kind === 'mute') return `${who} muted it until ${decision.until}${reason}`
  return `${who} accepted it until it grows by ${decision.growth}${reason}`
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${oneLine(line, 400)}`)]
}
