import type { Connection } from '@temporalio/client'

/** How long the embedded server keeps a closed workflow's history: its own default is one day, too short for nights. */
const keptDays = 30

/**
 * Makes the embedded server keep closed workflows for 30 days; does nothing when it keeps them as long or longer.
 * The setting is part of the database, so it holds over restarts.
 */
export async function keepClosedWorkflows(connection: Connection, namespace: string): Promise<void> {
  const { config } = await connection.workflowService.describeNamespace({ namespace })
  const kept = config?.workflowExecutionRetentionTtl?.seconds
  const wantedSeconds = keptDays * 24 * 3600
  if (kept === undefined || kept === null || kept.toNumber() >= wantedSeconds) return
  const seconds = kept.add(wantedSeconds - kept.toNumber())
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: { seconds } },
  })
}
