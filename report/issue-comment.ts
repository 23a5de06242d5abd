import type { Finding } from '../drift/finding.ts'
import { plainSentence } from './finding-words.ts'
import { effectSentence } from './format/effect.ts'
import { formatLevel, formatPValue } from './format/p-value.ts'
import { markdownLink, markdownText } from './markdown.ts'
import { oneLine } from './plain-text.ts'

/**
 * The Markdown of a comment on an issue whose finding is there again: tonight's numbers, in two lines.
 *
 * @param revision  of a night that was checked again after it had opened the issue; null for a later night
 */
export function persistsComment(finding: Finding, revision: number | null = null): string {
  const { comparison, direction, night } = finding
  const p = formatPValue(comparison.adjustedPValue, comparison.alpha)
  return [
    `**Still there in the night of ${markdownText(night)}${revision === null ? '' : `, which was checked again (revision ${revision})`}.** ${markdownText(plainSentence(comparison, direction))}`,
    markdownText(
      `${effectSentence(comparison.effect)}; adjusted ${p}, against the level ${formatLevel(comparison.alpha)}.`,
    ),
  ].join('\n\n')
}

/** The Markdown of a comment on an issue that stays open without a finding: what it tells of is there, and less sure. */
export function beyondComment({
  night,
  rule,
  reportLocation,
}: {
  readonly night: string
  readonly rule: string | null
  readonly reportLocation: string
}): string {
  const numbers = rule === null ? '' : ` (${markdownText(oneLine(rule, 600))})`
  return `**Not recovered in the night of ${markdownText(night)}.** The difference is no longer beyond chance and ordinary variation, and still beyond its minimum${numbers}, so this issue stays open. ${markdownLink('Report', reportLocation)}\n`
}

/** The Markdown of the comment with which an issue is closed: the finding is gone. */
export function recoveredComment({
  night,
  reportLocation,
}: {
  readonly night: string
  readonly reportLocation: string
}): string {
  return `**Recovered in the night of ${markdownText(night)}.** The check was made again, and the difference that this issue tells of is back within its minimum, so it is closed. Should it come back, a new issue is opened. ${markdownLink('Report', reportLocation)}\n`
}

/** The Markdown of the comment with which an issue is closed: a person accepted the gap as it is. */
export function acceptedComment({
  night,
  reportLocation,
}: {
  readonly night: string
  readonly reportLocation: string
}): string {
  return `**Accepted.** In the night of ${markdownText(night)} the gap was there and no larger than what was accepted, so this issue is closed. Should it grow beyond that, a new one is opened. ${markdownLink('Report', reportLocation)}\n`
}
