import type { Example, Finding } from '../drift/finding.ts'
import { checkWords } from './check-words.ts'
import { issueOf, type Place, placeOf } from './delivery-links.ts'
import { familyWords } from './family-words.ts'
import { effectMeaning, plainSentence } from './finding-words.ts'
import { effectBeyondChance, effectInterval, effectName, effectValue } from './format/effect.ts'
import { countOf, formatNumber, formatPercent } from './format/number.ts'
import { formatLevel, formatPValue } from './format/p-value.ts'
import { findingKind } from './headline.ts'
import type { NightReport } from './night-report.ts'
import { type PairedTable, passRates } from './pass-rates.ts'
import { type Excerpt, excerpt, oneLine } from './plain-text.ts'

/** One example, shortened. Texts are visible but not escaped. */
export interface ExampleView {
  readonly id: string
  readonly why: string
  readonly texts: readonly { readonly label: 'input' | 'output' | 'expected'; readonly excerpt: Excerpt }[]
}

/** A finding in the words of a reader, for page, mail and issue. Strings are not escaped. */
export interface FindingView {
  readonly kind: string
  readonly title: string
  readonly sentence: string
  readonly slice: string | null
  readonly comparing: string
  readonly facts: readonly { readonly name: string; readonly value: string }[]
  readonly meaning: string | null
  readonly rule: string
  readonly legend: { readonly reference: string; readonly current: string }
  /** How to read the chart, where it needs saying. */
  readonly chartNote: string | null
  readonly flips: PairedTable | null
  readonly where: readonly string[]
  readonly notes: readonly string[]
  readonly examples: readonly ExampleView[]
}

/** How much of its examples a finding shows: how many, and characters of each text. */
export interface ExampleLimits {
  readonly examples: number
  readonly characters: number
}

/** Everything that is said about a finding, ready to be laid out. */
export function findingView(finding: Finding, limits: ExampleLimits): FindingView {
  const { comparison, direction } = finding
  const family = familyWords(comparison.family)
  return {
    kind: findingKind(finding),
    title: oneLine(finding.title, 200),
    sentence: plainSentence(comparison, direction),
    slice: comparison.slice === 'all' ? null : oneLine(comparison.slice, 120),
    comparing: family.title,
    facts: facts(finding),
    meaning: comparison.effect && effectMeaning(comparison.effect),
    rule: oneLine(comparison.rule, 600),
    legend: { reference: legend(finding, 'reference'), current: legend(finding, 'current') },
    chartNote:
      comparison.distribution?.kind === 'numeric'
        ? 'Areas are shares; dashed lines mark the medians; values beyond the axis are counted into its outermost bins.'
        : null,
    flips: comparison.distribution?.kind === 'paired' ? comparison.distribution.table : null,
    where: lines(finding.where, 12),
    notes: lines(comparison.notes, 8),
    examples: finding.examples
      .slice(0, limits.examples)
      .map((example) => exampleView(example, limits.characters)),
  }
}

/** The issue of a finding as a place to open, with what happened to it tonight; null when there is none. */
export function findingIssue(
  report: NightReport,
  fingerprint: string,
): (Place & { readonly action: string }) | null {
  const delivery = issueOf(report, fingerprint)
  return delivery && delivery.action !== 'failed'
    ? { ...placeOf(delivery.where), action: delivery.action }
    : null
}

function lines(texts: readonly string[], most: number): readonly string[] {
  return texts
    .slice(0, most)
    .map((text) => oneLine(text, 600))
    .filter((text) => text !== '')
}

function facts({ comparison }: Finding): FindingView['facts'] {
  const { effect, adjustedPValue, alpha, n, family } = comparison
  const { reference, current, unit } = familyWords(family)
  const found = [
    { name: reference, value: countOf(n.reference, unit.reference) },
    { name: current, value: countOf(n.current, unit.current) },
  ]
  if (effect)
    found.push({ name: effectName(effect), value: `${effectValue(effect)}, ${effectInterval(effect)}` })
  const beyond = effect && effectBeyondChance(effect)
  if (beyond !== null)
    found.push({
      name: 'beyond chance',
      value: `${beyond} (the minimum is ${formatNumber(comparison.minimumEffect)})`,
    })
  const significance = `${formatPValue(adjustedPValue, alpha)}, against the level ${formatLevel(alpha)}`
  return [
    ...found,
    { name: 'adjusted p-value', value: significance },
    { name: 'test', value: comparison.test },
  ]
}

function legend({ comparison }: Finding, side: 'reference' | 'current'): string {
  const family = familyWords(comparison.family)
  const counted = `${family[side]}, ${countOf(comparison.n[side], family.unit[side])}`
  const { distribution } = comparison
  if (distribution?.kind === 'numeric') {
    const { p50, p95 } = distribution.quantiles[side]
    const { quantity } = checkWords(comparison.check)
    return `${counted}: median ${quantity(p50)}, 95th percentile ${quantity(p95)}`
  }
  const rates = distribution?.kind === 'paired' ? passRates(distribution.table) : null
  return rates ? `${counted}: ${formatPercent(rates[side].rate)} pass` : counted
}

function exampleView(example: Example, limit: number): ExampleView {
  const { input, output, expected } = example
  const texts = (
    [
      ['input', input],
      ['output', output],
      ['expected', expected],
    ] as const
  ).flatMap(([label, text]) => (text === null ? [] : [{ label, excerpt: excerpt(text, limit) }]))
  return { id: oneLine(example.id, 120), why: oneLine(example.why, 200), texts }
}
