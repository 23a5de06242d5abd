import type { ScorerSpec } from '../config/scorer-spec.ts'
import { compilePattern } from './pattern.ts'

/**
 * Does a scorer need an expected answer? The others can score what production answered, too.
 *
 * @example needsExpected({ kind: 'contains', match: 'any' }) // true
 */
export function needsExpected(spec: ScorerSpec): boolean {
  switch (spec.kind) {
    case 'refusal':
    case 'validJson':
    case 'jsonSchema':
    case 'latency':
    case 'cost':
    case 'rubric':
      return false
    case 'regex':
      return captures(spec)
    case 'custom':
      return spec.needsExpected
    default:
      return true
  }
}

/** What a group captures is compared with the expected answer. Of a broken pattern its own check tells. */
function captures({ pattern, flags }: Extract<ScorerSpec, { kind: 'regex' }>): boolean {
  try {
    return compilePattern(pattern, flags).groupCount() > 0
  } catch {
    return true
  }
}
