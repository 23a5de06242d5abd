import { withoutOwn } from '../report/own-patterns.ts'
import { redact } from '../report/redact.ts'
import type { Project } from './ports.ts'

/** What takes personal and secret things out of texts that leave the lake, by the config's own patterns too. */
export function hiding({ config }: Project): (text: string) => string {
  const own = withoutOwn(config.redact ? config.redact.patterns : {})
  return (text) => own(redact(text))
}
