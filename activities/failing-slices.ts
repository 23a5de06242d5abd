import { mergeFailures, type PartitionFailures } from '../drift/slices/count-failures.ts'
import { type FailingSlice, failingSlices } from '../drift/slices/failing-slices.ts'
import { countOf, formatCount, formatPercent, formatPoints } from '../report/format/number.ts'
import { oneLine } from '../report/plain-text.ts'
import { redact } from '../report/redact.ts'
import type { Lake } from './ports.ts'
import { readTrafficScores } from './traffic-scores.ts'
import { readPartitionCounts } from './traffic-summary.ts'

/** With nothing wrong, about one night in 33 names a slice; a fact opens no issue. */
const NAMED_AT = 0.03

/** Of each way to fail: those that overlap with the first say little more. */
const MOST = 3

/** Where tonight's requests fail more than elsewhere, in sentences; none when they fail alike everywhere. */
export async function failingSliceFacts(folder: string, lake: Lake): Promise<string[]> {
  const parts = await readPartitionCounts(lake, folder)
  const scored = (await readTrafficScores(lake, folder))?.failures
  return [
    ...sentencesOf(
      parts.flatMap(({ failures }) => failures ?? []),
      (score) => `score below a half in ${score}`,
    ),
    ...sentencesOf(scored === undefined ? [] : [scored], (scorer) => `do not pass ${scorer}`),
  ]
}

function sentencesOf(parts: readonly PartitionFailures[], told: (score: string) => string): string[] {
  return mergeFailures(parts).flatMap(({ failure, whole, slices }) =>
    failingSlices(slices, whole, { alpha: NAMED_AT })
      .slice(0, MOST)
      .map((slice) =>
        sentenceOf(slice, failure === 'error' ? 'have an error' : told(redact(failure.slice(7)))),
      ),
  )
}

function sentenceOf(
  { slice, requests, failed, inside, outside, difference }: FailingSlice,
  what: string,
): string {
  const more = `${formatPoints(difference.lower)} to ${formatPoints(difference.upper)}`
  return `Where requests fail: of ${countOf(requests, 'request')} with ${oneLine(redact(slice), 120)}, ${formatCount(failed)} (${formatPercent(inside)}) ${what}, ${formatPercent(outside)} elsewhere; the difference is ${more}.`
}
