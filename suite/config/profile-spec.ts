import { z } from 'zod'
import { epochsNeeded, reducerSpec } from '../epochs/reducer.ts'

const profileKeys = z.strictObject({
  /** Only the cases of these ids. */
  ids: z.array(z.string()).min(1).optional(),
  /** Only cases that carry all of these tags. */
  tags: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  /** The first n of what is left, in dataset order. */
  limit: z.int().positive().optional(),
  /** A seeded sample of n of what is left: the same cases every time. */
  sample: z.int().positive().optional(),
  /** The tag whose values keep their shares in the sample. */
  stratifyBy: z.string().min(1).optional(),
  /** Another seed draws another sample; without one it is always the same. */
  seed: z.int().min(0).default(0),
  /** Whether every case that a person rated is run too, beside those that the sample and limit left. */
  humanRated: z.boolean().optional(),
  /** Which scorers judge, by name; `deterministic` are those that ask no model. */
  scorers: z.union([z.literal(['all', 'deterministic']), z.array(z.string()).min(1)]).optional(),
  /** How often each case is asked. Once: asking again costs as much again, and tells only how flaky answers are. */
  epochs: z.int().min(1).max(100).default(1),
  /** How a case's epochs become one value: their mean uses all of them. */
  reducer: reducerSpec.default('mean'),
  /** What a run of this profile may cost, target and judges together. Unset: what the config says. */
  budgetUsd: z.number().positive().optional(),
})

/** Which cases a run asks, how often, and who judges. */
export const profileSpec = profileKeys.superRefine(({ epochs, reducer, sample, stratifyBy }, context) => {
  const needed = epochsNeeded(reducer)
  if (needed > epochs) {
    const message = `${reducer} needs ${needed} epochs, and the profile has ${epochs}; raise \`epochs\``
    context.addIssue({ code: 'custom', path: ['reducer'], message })
  }
  if (stratifyBy === undefined || sample !== undefined) return
  const message = 'only a sample is stratified; set `sample` too'
  context.addIssue({ code: 'custom', path: ['stratifyBy'], message })
})

/** A checked profile with its defaults filled in. */
export type Profile = z.output<typeof profileSpec>
