/** By their texts: out of the workflows' sandbox come errors without their classes and names. */
const TOLD_ELSEWHERE = ['Activity task failed', 'Child Workflow execution failed']

/** What the SDK logs, as far as a line needs it. */
export interface LogEntry {
  readonly level: string
  readonly message: string
  readonly meta?: Readonly<Record<string | symbol, unknown>> | undefined
}

/**
 * The line that a log entry of the SDK becomes, or null where another line says the same: a workflow that fails
 * because its activity failed, and a stage that fails because its workflow did.
 *
 * @example logLine(failedOnce) // 'WARN runSuiteBatch failed (attempt 1): Cannot get an answer from openai m …'
 */
export function logLine({ level, message, meta }: LogEntry): string | null {
  if (message === 'stage failed') return null
  const error = meta?.error
  if (error instanceof Error && TOLD_ELSEWHERE.includes(error.message)) return null
  const reason = error instanceof Error ? error.message : ''
  const { activityType, attempt } = meta ?? {}
  return message === 'Activity failed' && typeof activityType === 'string'
    ? `${level} ${activityType} failed (attempt ${String(attempt)}): ${reason}`
    : `${level} ${message} ${reason}`.trim()
}
