import type { Renderer } from '../activities/ports.ts'
import { issueBody, issueTitle } from './issue-body.ts'

/** Turns nights into page, mail and issue. Chart libraries are loaded at the first page or mail, not before. */
export function createRenderer(): Renderer {
  return {
    page: async (report) => (await import('./page.ts')).renderPage(report),
    mail: async (report) => (await import('./mail.ts')).renderMail(report),
    issue: (finding, { reportLocation }) => ({
      title: issueTitle(finding),
      body: issueBody(finding, reportLocation),
    }),
  }
}
