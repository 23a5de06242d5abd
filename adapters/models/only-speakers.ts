import { TargetError } from '../../suite/target.ts'

/** A case's conversation holds a turn that an API cannot take as a plain message. */
export function onlySpeakers(role: string, target: string, instead: string): TargetError {
  return new TargetError(
    'rejected',
    `Cannot ask this case: its messages hold one of role "${role}", which ${target} cannot send. Leave it out, or use ${instead}.`,
  )
}
