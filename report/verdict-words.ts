import type { Verdict } from '../drift/comparison.ts'

/** How a verdict is written, wherever a person reads it. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  drifted: 'drifted',
  accepted: 'accepted gap',
  same: 'no drift found',
  'insufficient-data': 'too little data',
}
