import type { Project } from './ports.ts'

/** Change it whenever mapping, redaction or features change what is stored of a log file. */
const FEATURES_VERSION = 2

/**
 * What is done to the lines of log files, as a text that changes whenever the outcome could: part of the digest that
 * a loaded file is known by.
 */
export function logTreatment({ config }: Project): string {
  return `${FEATURES_VERSION} ${config.schedule.timezone}`
}
