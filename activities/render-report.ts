import { assembleReport } from './assemble-report.ts'
import type { NightEnding } from './night-ending.ts'
import type { Ports } from './ports.ts'

/** Renders the night's page and publishes it as `report.html`. */
export async function renderReport(input: NightEnding, ports: Ports): Promise<void> {
  const report = await assembleReport(input, ports)
  await ports.lake.publish(`${input.night.folder}/report.html`, await ports.renderer.page(report))
}
