import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Delivery } from '../drift/delivery.ts'
import type { NightReport } from './night-report.ts'

/** A place a person can open. `href` is null when a page cannot link to it (a relative path, `s3://`). */
export interface Place {
  readonly text: string
  readonly href: string | null
}

/**
 * A URL or path as a link. Only `http`, `https`, `mailto` and absolute paths (as `file:`) become one; any other
 * scheme, `javascript:` among them, stays text.
 */
export function placeOf(where: string): Place {
  return { text: where, href: hrefOf(where) }
}

/** The issue that was opened or updated for a finding tonight; null when there is none. */
export function issueOf(report: NightReport, fingerprint: string): Delivery | null {
  return report.deliveries.findLast((one) => one.kind === 'issue' && one.fingerprint === fingerprint) ?? null
}

/** Issues closed tonight because what they tell of has recovered, or was accepted. */
export function recoveredIssues(report: NightReport): readonly Delivery[] {
  return report.deliveries.filter((one) => one.kind === 'issue' && one.action === 'closed')
}

/** What should have been delivered and was not. */
export function failedDeliveries(report: NightReport): readonly Delivery[] {
  return report.deliveries.filter((one) => one.action === 'failed')
}

function hrefOf(where: string): string | null {
  if (isAbsolute(where)) return pathToFileURL(where).href
  if (!URL.canParse(where)) return null
  const url = new URL(where)
  return ['http:', 'https:', 'mailto:', 'file:'].includes(url.protocol) ? url.href : null
}
