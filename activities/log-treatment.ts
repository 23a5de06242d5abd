import type { Project } from './ports.ts'

/** Change it whenever mapping, redaction or features change what is stored of a log file. */
const FEATURES_VERSION = 3

/**
 * What is done to the lines of log files, as a text that changes whenever the outcome could: part of the digest that
 * a loaded file is known by.
 */
export function logTreatment({ config }: Project): string {
  const { embedder, features, schedule } = config
  const own = features.map((each) => ('fn' in each ? { ...each, fn: String(each.fn) } : each))
  return `${FEATURES_VERSION} ${schedule.timezone} ${JSON.stringify({ embedder, own })}`
}
