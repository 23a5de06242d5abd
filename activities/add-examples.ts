import type { Example, Finding } from '../drift/finding.ts'
import { readResultTexts } from '../queries/read-result-texts.ts'
import { redact } from '../report/redact.ts'
import type { Ports } from './ports.ts'
import { resultPaths } from './results-in-lake.ts'
import { withScratch } from './scratch.ts'

/** Enough to understand, few enough to read. */
const MOST = 5

/** Gives each finding a few texts that show it, redacted: they leave the lake in issues, mail and report. */
export async function addExamples(
  findings: readonly Finding[],
  input: {
    readonly night: string
    readonly folder: string
    readonly lost: ReadonlyMap<string, readonly string[]>
  },
  ports: Ports,
): Promise<Finding[]> {
  const withTexts: Finding[] = []
  for (const finding of findings)
    withTexts.push({ ...finding, examples: (await examplesOf(finding, input, ports)).map(redacted) })
  return withTexts
}

function examplesOf(
  finding: Finding,
  input: {
    readonly night: string
    readonly folder: string
    readonly lost: ReadonlyMap<string, readonly string[]>
  },
  ports: Ports,
): Promise<Example[]> {
  return finding.comparison.type === 'paired' ? lostCases(finding, input, ports) : Promise.resolve([])
}

/** Cases that passed in the baseline and fail now. */
async function lostCases(
  { comparison }: Finding,
  { folder, lost }: { readonly folder: string; readonly lost: ReadonlyMap<string, readonly string[]> },
  { lake }: Ports,
): Promise<Example[]> {
  const ids = (lost.get(comparison.check.replace(/^quality\./, '')) ?? []).slice(0, MOST)
  const paths = await resultPaths(lake, folder)
  const texts = await withScratch(lake, ({ db }) => readResultTexts(db, paths, ids))
  return texts.map(({ caseId, input, output, expected }) => ({
    id: caseId,
    input,
    output,
    expected,
    why: 'passed in the baseline, fails now',
  }))
}

function redacted(example: Example): Example {
  const { input, output, expected } = example
  return {
    ...example,
    input: redact(input),
    output: output && redact(output),
    expected: expected && redact(expected),
  }
}
