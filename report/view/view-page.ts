import { createHash } from 'node:crypto'
import { slicesOf } from '../../suite/slices.ts'
import { visibleText } from '../plain-text.ts'
import { fillTemplate } from '../templates.ts'
import { clientScript } from './client-script.ts'
import { pageCases } from './page-cases.ts'
import type { PageData } from './page-data.ts'
import { rateTables } from './rate-table.ts'
import type { RunView } from './run-view.ts'
import { runHeadline, runNotes, runSentence } from './view-words.ts'

/**
 * A run, or two side by side, as one HTML file that asks the network for nothing: rates by scorer and slice, which can be
 * read without scripts, and the cases with filters. Texts of cases and outputs stand in it as data and are only ever shown
 * as text; no script runs but the page's own. The same runs give the same bytes.
 */
export function renderViewPage(view: RunView): string {
  const style = fillTemplate('view-style', {})
  const script = clientScript()
  return fillTemplate('view', {
    suite: visibleText(view.suite),
    headline: runHeadline(view),
    head: runSentence(view.head),
    base: view.base && runSentence(view.base),
    notes: runNotes(view),
    rates: rateTables(view),
    policy: policyOf(script, style),
    style,
    script,
    data: scriptData(pageData(view)),
  })
}

function pageData(view: RunView): PageData {
  return {
    run: visibleText(view.head.name),
    base: view.base && visibleText(view.base.name),
    scorers: view.scorers.map(visibleText),
    slices: slicesOf(view.head.rows).map(({ name }) => visibleText(name)),
    cases: pageCases(view),
  }
}

/** Only this script and this style, nothing from elsewhere, and no text that becomes markup. */
function policyOf(script: string, style: string): string {
  const digest = (text: string) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
  return [
    "default-src 'none'",
    `script-src ${digest(script)}`,
    `style-src ${digest(style)}`,
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ')
}

/** JSON that cannot end the element it stands in, nor begin a comment there. */
export function scriptData(data: unknown): string {
  return JSON.stringify(data)
    .replaceAll('<', '\\u003c')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029')
}
