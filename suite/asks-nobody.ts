import type { Profile } from './config/profile-spec.ts'
import type { Config } from './config/schema.ts'
import { scorersOf } from './profile.ts'

/**
 * Whether a run waits for nobody: recorded outputs, judged by rules. It costs no money and little time, so that nothing of
 * it need be kept while it goes on.
 */
export function asksNobody(
  rule: Pick<Profile, 'scorers'>,
  { target, scorers }: Pick<Config, 'target' | 'scorers'>,
): boolean {
  const own = ['rubric', 'similar', 'custom']
  return target.kind === 'replay' && !scorersOf(rule, scorers).some(({ kind }) => own.includes(kind))
}
