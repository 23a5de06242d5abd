/** The model that judges answers, on the same server. */
export const JUDGE = 'velora-judge-1'

/** Longer answers are not read on a phone. */
const MOST_SENTENCES = 8

/** Phrases that blame whoever asks. */
const BLAME = /\b(your (own )?fault|you should have|as everyone knows)\b/i

/**
 * Judges an answer by the manner of it, as the criteria of this project want it: short, and without blame. A rule stands
 * in for a model here; it answers in the form that it is asked for.
 */
export function judge(prompt: string): string {
  const answer = /\[BEGIN ANSWER TO JUDGE\]\n([\s\S]*)\n\[END ANSWER TO JUDGE\]/.exec(prompt)?.[1] ?? ''
  const sentences = answer.split(/[.!?]+(?:\s|$)/).filter((part) => part.trim() !== '').length
  const blames = BLAME.test(answer)
  const reasons = `It has ${sentences} sentences and ${blames ? 'blames the customer' : 'blames nobody'}.`
  const verdict = blames ? 'fail' : sentences <= MOST_SENTENCES ? 'pass' : 'partial'
  return JSON.stringify({ reasons, verdict })
}
