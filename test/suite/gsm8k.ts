import { existsSync, readFileSync } from 'node:fs'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'
import type { Case } from '../../suite/case.ts'
import { parseCases } from '../../suite/dataset.ts'
import { parseJsonLines } from '../../suite/json-lines.ts'

const FOLDER = new URL('../../../shared/data/gsm8k/', import.meta.url)
export const GSM8K_FOLDER = fileURLToPath(FOLDER)

/** Recorded models and how many of the 1319 answers their published labels call correct. */
export const GSM8K_PASSES = {
  '6b_finetuning': 286,
  '6b_verification': 515,
  '175b_finetuning': 458,
  '175b_verification': 742,
} as const

export type Gsm8kModel = keyof typeof GSM8K_PASSES

/** Whether the data is there; without it the test is left out, or fails where everything must run. */
export function hasGsm8k(context: TestContext): boolean {
  if (existsSync(FOLDER) || process.env.NIGHTDRIFT_STRICT === '1') return true
  context.skip('the GSM8K data is not beside this repository')
  return false
}

export function gsm8kText(name: string): string {
  return readFileSync(new URL(name, FOLDER), 'utf8')
}

export function gsm8kCases(): Case[] {
  return parseCases(gsm8kText('cases.jsonl'), 'cases.jsonl')
}

/** Published label of each case: is the recorded output correct? */
export function gsm8kLabels(model: Gsm8kModel): Map<string, boolean> {
  const name = `outputs_${model}.jsonl`
  return new Map(
    parseJsonLines(gsm8kText(name), name).map(({ value }) => [String(value.id), value.correct === true]),
  )
}
