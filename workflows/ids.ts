/** The workflow id of a night is its lock: the Schedule, a backfill and a manual start all use it. */
export function nightlyId(suite: string, night: string): string {
  return `nightdrift/${suite}/${night}`
}

/** Children are named after their parent. */
export function stageId(parentId: string, stage: 'suite' | 'traffic'): string {
  return `${parentId}/${stage}`
}

/** Every suite has a queue of its own, because its workers hold its config. */
export function taskQueue(suite: string): string {
  return `nightdrift-${suite}`
}

/** The Schedule of a suite. */
export function scheduleId(suite: string): string {
  return `nightdrift-${suite}`
}
