import { userInfo } from 'node:os'

/** Who gives this command, for the history of what was accepted: the actor of a CI run, or the user of this machine. */
export function whoDecides(): string {
  return process.env.GITHUB_ACTOR ?? process.env.USER ?? userInfo().username
}
