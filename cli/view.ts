import { resolve } from 'node:path'
import type { Lake } from '../activities/ports.ts'
import { viewRun } from '../activities/view-run.ts'
import { sha256 } from '../suite/case-digest.ts'
import { EXIT, type ExitCode } from './exit.ts'
import { openInBrowser } from './open-in-browser.ts'
import { openProject } from './project.ts'
import type { Terminal } from './terminal.ts'
import { writePage } from './write-page.ts'

export interface ViewOptions {
  readonly config?: string
  /** The run to hold it against. */
  readonly base?: string
  /** Where the page is written; left out: `views/` in the lake. */
  readonly html?: string
  readonly open: boolean
}

/** Writes a run of the suite as a page, and opens it where there is a screen. */
export async function view(run: string, options: ViewOptions, terminal: Terminal): Promise<ExitCode> {
  const { ports } = await openProject(options.config)
  const { base, html } = options
  terminal.status(`reading ${run}`)
  const shown = await viewRun({ run, from: process.cwd(), ...(base !== undefined && { base }) }, ports)
  const { renderViewPage } = await import('../report/view/view-page.ts')
  const page = renderViewPage(shown)
  const file = html === undefined ? await keep(page, shown.head.name, ports.lake) : await written(html, page)
  const { head, outcomes } = shown
  terminal.document({
    run: head.name,
    base: shown.base?.name ?? null,
    file,
    cases: outcomes.length,
    shown: shown.shown.length,
  })
  terminal.result(file)
  if (options.open && !terminal.json) openInBrowser(file)
  return EXIT.done
}

async function written(path: string, page: string): Promise<string> {
  await writePage(path, page)
  return resolve(path)
}

/** Named by its content too: the same runs give the same file, another version of the page another. */
async function keep(page: string, run: string, lake: Lake): Promise<string> {
  const name = run.replace(/[^\w.-]/g, '-').slice(0, 100)
  const key = `views/${name}-${sha256(page).slice(0, 12)}.html`
  await lake.publish(key, page)
  return lake.localPath(key)
}
