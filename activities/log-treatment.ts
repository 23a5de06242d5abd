import type { LogTreatment } from '../queries/traffic/log-format.ts'
import type { Project } from './ports.ts'

/** Change it whenever mapping, redaction or features change what is stored of a log file. */
const FEATURES_VERSION = 7

/** Drawn of a file at least: a night's sample that is smaller is drawn of these just as well. */
const LEAST_DRAWN = 2000

/** The most requests a night that are drawn of a log file. */
export function drawnOfFile({ config }: Project): number {
  return Math.max(LEAST_DRAWN, config.sample)
}

/**
 * What is done to the log files of one source of the config.
 * @param source place in the config's `traffic`
 */
export function logTreatment({ config }: Project, source: number): LogTreatment {
  const { kind, select } = config.traffic?.[source] ?? { kind: 'jsonl', select: undefined }
  const { redact, storeText, schedule } = config
  return { kind, select: select ?? null, redact: redact || null, storeText, timezone: schedule.timezone }
}

/** The same as a text that changes whenever the outcome could: part of the digest that a loaded file is known by. */
export function treatmentKey(treatment: LogTreatment, project: Project): string {
  const { embedder, features } = project.config
  const own = features.map((each) => ('fn' in each ? { ...each, fn: String(each.fn) } : each))
  const drawn = drawnOfFile(project)
  const larger = drawn > LEAST_DRAWN ? { drawn } : {}
  return `${FEATURES_VERSION} ${JSON.stringify({ ...treatment, embedder, own, ...larger })}`
}
