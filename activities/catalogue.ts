import { closeNight } from './close-night.ts'
import { closeSuite } from './close-suite.ts'
import { closeTraffic } from './close-traffic.ts'
import { compareNight } from './compare-night.ts'
import { deliverIssues } from './deliver-issues.ts'
import { loadTrafficFile } from './load-traffic-file.ts'
import { openNight } from './open-night.ts'
import { planSuite } from './plan-suite.ts'
import { planTraffic } from './plan-traffic.ts'
import type { Attempt, Ports } from './ports.ts'
import { renderReport } from './render-report.ts'
import { resolveNight } from './resolve-night.ts'
import { runSuiteBatch } from './run-suite-batch.ts'
import { scoreTraffic } from './score-traffic.ts'
import { sendMail } from './send-mail.ts'
import { summarisePartition } from './summarise-partition.ts'

/** Every activity by the name workflows know it by. Each is a plain function of its input, its ports and its attempt. */
export const catalogue = {
  closeNight,
  closeSuite,
  closeTraffic,
  compareNight,
  deliverIssues,
  loadTrafficFile,
  openNight,
  planSuite,
  planTraffic,
  renderReport,
  resolveNight,
  runSuiteBatch,
  scoreTraffic,
  sendMail,
  summarisePartition,
} satisfies Record<string, (input: never, ports: Ports, attempt: Attempt) => Promise<unknown>>

/** What workflows see of them: input in, result out. */
export type Activities = {
  [Name in keyof typeof catalogue]: (
    input: Parameters<(typeof catalogue)[Name]>[0],
  ) => ReturnType<(typeof catalogue)[Name]>
}
