import { nightFolder } from '../activities/night-keys.ts'
import { nightState } from '../activities/night-manifest.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { isCalendarDay } from './night-date.ts'
import { openInBrowser } from './open-in-browser.ts'
import { openProject } from './project.ts'
import type { Terminal } from './terminal.ts'

/** Says where a night's report page is on this machine, fetched from the lake if need be, and opens it where there is a screen. */
export async function report(
  night: string,
  options: { readonly config?: string; readonly open: boolean },
  terminal: Terminal,
): Promise<ExitCode> {
  if (!isCalendarDay(night)) {
    throw new ConfigError(
      `Cannot open the report of night ${JSON.stringify(night)}: expected a date as YYYY-MM-DD.`,
    )
  }
  const { ports } = await openProject(options.config)
  const manifest = (await nightState(ports.lake, night))?.manifest
  if (!manifest?.report) {
    throw new ConfigError(
      `Cannot open the report of night ${JSON.stringify(night)}: the lake ${ports.lake.location} has none. Run it with \`nightdrift night ${night}\`.`,
    )
  }
  const { revision } = manifest
  const page = await ports.lake.localPath(`${nightFolder(manifest.night, revision)}/report.html`)
  terminal.document({ night: manifest.night, revision, report: page })
  terminal.result(page)
  if (options.open && !terminal.json) openInBrowser(page)
  return EXIT.done
}
