import type { LogTreatment } from '../../../queries/traffic/log-format.ts'

/** JSON lines as they are, in UTC. */
export const PLAIN: LogTreatment = {
  kind: 'jsonl',
  select: null,
  redact: null,
  storeText: true,
  timezone: 'UTC',
}
