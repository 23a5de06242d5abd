import type { NightReport } from '../report/night-report.ts'

/** `summaries/traffic.json`: how the night's lines add up. */
export type TrafficSummary = Omit<NonNullable<NightReport['traffic']>, 'recentNights'>

/** Where a night's traffic summary stands. */
export function trafficSummaryKey(folder: string): string {
  return `${folder}/summaries/traffic.json`
}
