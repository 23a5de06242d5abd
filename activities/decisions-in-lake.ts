import { type Decision, type StandingDecisions, standingDecisions } from '../drift/decision.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { publishJson, readJson } from './json-file.ts'
import type { Lake } from './ports.ts'

/** All decisions about findings that were ever taken, in the order of their times. */
export async function readDecisions(lake: Lake): Promise<Decision[]> {
  const keys = await lake.list('decisions')
  const decisions = await Promise.all(keys.map((key) => readJson<Decision>(lake, key)))
  return decisions.filter((decision) => decision !== null)
}

/** The decisions that hold on a night. */
export async function decisionsOn(lake: Lake, night: string): Promise<StandingDecisions> {
  return standingDecisions(await readDecisions(lake), night)
}

/**
 * Appends a decision.
 *
 * @throws ConfigError when another one was taken in the same millisecond
 */
export async function publishDecision(lake: Lake, decision: Decision): Promise<void> {
  const key = `decisions/${decision.at.replaceAll(':', '-')}.json`
  if ((await publishJson(lake, key, decision)) === 'existed')
    throw new ConfigError(
      `Cannot note the decision about finding ${decision.fingerprint}: another decision was noted at the same moment. Give the command again.`,
    )
}
