import { calendarDay, type Night, nightBefore } from './night-keys.ts'
import type { Ports } from './ports.ts'

/**
 * Which night does a scheduled start check? The calendar day before it in the schedule's time zone: a night is
 * named by the day whose traffic is checked and runs the morning after.
 *
 * @param input `scheduledAt` is the nominal time of the Schedule's action (ISO-8601), never the clock's
 */
export function resolveNight(
  input: { readonly scheduledAt: string },
  ports: Pick<Ports, 'project'>,
): Promise<Night> {
  const { timezone } = ports.project.config.schedule
  return Promise.resolve(nightBefore(calendarDay(new Date(input.scheduledAt), timezone), 1))
}
