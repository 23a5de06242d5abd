import type { Target } from '../../suite/target.ts'
import type { RequestGate } from './request-gate.ts'

/** A target whose requests go through a gate, however many batches of this process share it. */
export function limitTarget(target: Target, gate: RequestGate): Target {
  return {
    ...target,
    ask: (item, options) =>
      gate.run(() => target.ask(item, { ...options, onQuota: (quotas) => gate.advertised(quotas) }), {
        signal: options.signal,
        tokensOf: ({ tokens }) => (tokens === null ? 0 : tokens.input + tokens.output),
      }),
  }
}
