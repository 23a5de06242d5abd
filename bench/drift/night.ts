import { closeTraffic } from '../../activities/close-traffic.ts'
import { loadTrafficFile } from '../../activities/load-traffic-file.ts'
import { planTraffic } from '../../activities/plan-traffic.ts'
import type { Attempt, Ports } from '../../activities/ports.ts'
import { summarisePartition } from '../../activities/summarise-partition.ts'

/** An attempt that nobody stops. */
export const ATTEMPT: Attempt = { signal: new AbortController().signal, heartbeat: () => undefined }

/** What a night's activities are told. */
export interface NightInput {
  readonly night: string
  readonly folder: string
  readonly configDigest: string
}

/** The first revision of a night. */
export function nightInput(night: string): NightInput {
  return { night, folder: `nights/${night}/r1`, configDigest: 'c0ffee0000000001' }
}

/** Takes a night's traffic from its logs to its summaries, as the workflow takes it through its activities. */
export async function loadNight(input: NightInput, ports: Ports): Promise<void> {
  const { files } = await planTraffic(input, ports)
  for (let index = 0; index < files; index += 1) await loadTrafficFile({ ...input, index }, ports, ATTEMPT)
  const { partitions } = await closeTraffic(input, ports)
  for (let index = 0; index < partitions; index += 1)
    await summarisePartition({ ...input, index, partitions }, ports)
}
