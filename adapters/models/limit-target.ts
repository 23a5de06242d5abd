import type { CaseTime } from '../../suite/limits/case-time.ts'
import { type Target, TargetError } from '../../suite/target.ts'
import type { RequestGate } from './request-gate.ts'
import { withinTime } from './within-time.ts'

/**
 * A target whose requests go through a gate, however many batches of this process share it. Time in the gate is not the
 * case's; from sending on it is.
 */
export function limitTarget(target: Target, gate: RequestGate): Target {
  return {
    ...target,
    ask: (item, options) =>
      gate.run(
        () =>
          spending(options, target.name, (signal) =>
            target.ask(item, { signal, onQuota: (quotas) => gate.advertised(quotas) }),
          ),
        {
          signal: options.signal,
          tokensOf: ({ tokens }) => (tokens === null ? 0 : tokens.input + tokens.output),
        },
      ),
  }
}

/** Does one attempt within what is left of the case's time, and counts what it took of that. */
async function spending<T>(
  { signal, time }: { readonly signal: AbortSignal; readonly time?: CaseTime },
  name: string,
  attempt: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (time === undefined || !Number.isFinite(time.totalMs)) return attempt(signal)
  const start = performance.now()
  try {
    return await withinTime({ signal, timeoutMs: time.leftMs, late: () => late(name, time) }, attempt)
  } finally {
    time.use(performance.now() - start)
  }
}

function late(name: string, { totalMs }: CaseTime): TargetError {
  const text = `Cannot get an answer from ${name}: none within ${totalMs / 1000} s over all attempts. Raise the target's \`caseTimeoutMs\` if such cases take longer.`
  return new TargetError('timeout', text)
}
