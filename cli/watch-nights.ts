import { calendarDay, nightBefore } from '../activities/night-keys.ts'
import { type NightManifest, nightState } from '../activities/night-manifest.ts'
import type { Ports } from '../activities/ports.ts'

const LOOK_EVERY_MS = 5_000

/** Tells each newest night that ends from now on, until the signal says stop. */
export async function watchNights(
  ports: Ports,
  told: (night: NightManifest) => void,
  signal: AbortSignal,
): Promise<void> {
  const since = ports.now().toISOString()
  const known = new Set<string>()
  while (!signal.aborted) {
    const newest = nightBefore(calendarDay(ports.now(), ports.project.config.schedule.timezone), 1)
    const manifest = (await nightState(ports.lake, newest))?.manifest
    const name = manifest ? `${manifest.night} r${manifest.revision}` : ''
    if (manifest && manifest.finishedAt > since && !known.has(name)) told(manifest)
    known.add(name)
    await sleep(LOOK_EVERY_MS, signal)
  }
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => resolve(clearTimeout(timer)), { once: true })
  })
}
