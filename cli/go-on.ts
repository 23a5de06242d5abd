import { createInterface } from 'node:readline/promises'
import type { CostEstimate } from '../activities/estimate-cost.ts'
import { ConfigError } from '../suite/config/errors.ts'
import type { Terminal } from './terminal.ts'

/**
 * Shows what a run is likely to cost, and asks whether to go on; nothing is asked where nothing can cost, or with `--yes`.
 *
 * @returns whether to go on
 * @throws ConfigError where nobody can be asked
 */
export async function goOn(
  estimate: CostEstimate,
  { yes }: { readonly yes: boolean },
  terminal: Terminal,
): Promise<boolean> {
  terminal.progress(costWords(estimate))
  if (yes || estimate.usd === 0) return true
  if (process.stdin.isTTY !== true)
    throw new ConfigError(
      'Cannot ask whether that cost is all right: nobody is at the terminal. Say --yes to go on without asking.',
    )
  const prompt = createInterface({ input: process.stdin, output: process.stderr })
  try {
    return /^y(es)?$/i.test((await prompt.question('Go on? [y/N] ')).trim())
  } finally {
    prompt.close()
  }
}

function costWords({ asks, usd, by }: CostEstimate): string {
  if (usd === 0) return `${asks} answers, which cost nothing.`
  if (usd === null)
    return `${asks} answers; what they cost is not known, because no earlier run tells it (see \`prices\`).`
  return `${asks} answers for about $${usd.toFixed(2)}, as in the run ${by}; answers that are in the cache cost nothing.`
}
