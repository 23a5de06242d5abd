import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Mailer, Ports, Project, Tracker } from '../activities/ports.ts'
import { createLocalLogs } from '../adapters/logs/local-files.ts'
import { createOutboxMailer } from '../adapters/mail/outbox.ts'
import { createSmtpMailer } from '../adapters/mail/smtp.ts'
import { createTarget } from '../adapters/models/create-target.ts'
import { limitTarget } from '../adapters/models/limit-target.ts'
import { createLocalLake } from '../adapters/stores/local-lake.ts'
import { createGitHubTracker } from '../adapters/trackers/github.ts'
import { createMarkdownTracker } from '../adapters/trackers/markdown-folder.ts'
import { createRenderer } from '../report/renderer.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { targetConcurrency } from '../suite/config/target-spec.ts'

/** The one place that builds real adapters. Secrets come from the environment and go nowhere else. */
export function compose(project: Project, environment: NodeJS.ProcessEnv): Ports {
  const { config, folder } = project
  const read = (path: string) => readFile(resolve(folder, path), 'utf8')
  return {
    project,
    lake: createLocalLake(lakeFolderOf(project)),
    logs: createLocalLogs(folder),
    target: once(async () => {
      const target = await createTarget(config.target, { env: environment, readFile: read })
      return limitTarget(target, targetConcurrency(config.target))
    }),
    tracker: once(async () => composeTracker(project, environment)),
    mailer: once(async () => composeMailer(project, environment)),
    renderer: createRenderer(),
    now: () => new Date(),
  }
}

/** Makes a thing when it is first asked for; what failed is tried again, because its cause may be mended meanwhile. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null
      throw error
    })
    return made
  }
}

/** The suite's own folder in the lake. */
function lakeFolderOf({ config, folder }: Pick<Project, 'config' | 'folder'>): string {
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(config.lake)) {
    throw new ConfigError(
      `Cannot use the lake "${config.lake}": only a local folder works in this version. Give a path.`,
    )
  }
  return join(resolve(folder, config.lake), config.name)
}

function composeTracker(project: Project, environment: NodeJS.ProcessEnv): Tracker {
  const { issues, name } = project.config
  if (issues.kind === 'markdown') return createMarkdownTracker(join(lakeFolderOf(project), 'issues'))
  const token = environment[issues.tokenEnv]
  if (!token) {
    throw new ConfigError(
      `Cannot open issues on GitHub ${issues.repo}: the environment has no ${issues.tokenEnv}. Set it to a token with "issues: write", or leave \`issues\` out of the config to get Markdown files.`,
    )
  }
  return createGitHubTracker({
    repo: issues.repo,
    suite: name,
    token,
    ...(issues.baseUrl ? { baseUrl: issues.baseUrl } : {}),
  })
}

function composeMailer(project: Project, environment: NodeJS.ProcessEnv): Mailer {
  const { mail } = project.config
  const url = mail && environment[mail.urlEnv]
  if (mail && url) return createSmtpMailer({ url, from: mail.from, to: mail.to })
  const folder = join(lakeFolderOf(project), 'outbox')
  return createOutboxMailer({
    folder,
    from: mail?.from ?? 'nightdrift@localhost.localdomain',
    to: mail?.to ?? ['you@localhost.localdomain'],
  })
}
