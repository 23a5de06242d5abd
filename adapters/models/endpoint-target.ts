import type { Case } from '../../suite/case.ts'
import type { Answer } from '../../suite/case-result.ts'
import type { Target } from '../../suite/target.ts'
import { advertisedQuota } from './advertised-quota.ts'
import { type CallOptions, callEndpoint } from './call-endpoint.ts'
import type { Endpoint } from './provider-failure.ts'
import { requestDigest } from './request-digest.ts'

/** What a reply tells by itself; time and digest are measured by who asks. */
export type Told = Omit<Answer, 'latencyMs' | 'firstTokenMs' | 'requestDigest'>

/** How one API is spoken. */
export interface Protocol<Body> {
  /** What is sent for a case, but for how it is to come back (streamed or not). */
  body(item: Case): Body
  /** Sends it and gives the whole reply, of whatever shape; says when the first piece of the answer is there. */
  send(body: Body, call: CallOptions): Promise<unknown>
  /** Checks the reply; throws TargetError when it is no answer. */
  read(reply: unknown): Told
}

/** A target behind an address, asked in the given protocol: one request a case, none of them retried here. */
export function createEndpointTarget<Body>(endpoint: Endpoint, protocol: Protocol<Body>): Target {
  return {
    name: endpoint.name,
    requestDigest: (item) => requestDigest(protocol.body(item)),
    async ask(item, { signal, onQuota }) {
      const body = protocol.body(item)
      const onHeaders = (headers: Headers) => onQuota?.(advertisedQuota(headers, Date.now()))
      const call = await callEndpoint(endpoint, { signal, onHeaders }, (options) =>
        protocol.send(body, options),
      )
      const { latencyMs, firstTokenMs } = call
      return { ...protocol.read(call.response), latencyMs, firstTokenMs, requestDigest: requestDigest(body) }
    },
  }
}
