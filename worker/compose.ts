import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import pLimit from 'p-limit'
import type { Lake, Mailer, Ports, Project, Tracker } from '../activities/ports.ts'
import { createEmbedder } from '../adapters/embedders/create-embedder.ts'
import { createGitRepository } from '../adapters/git/repository.ts'
import { createLogs } from '../adapters/logs/by-scheme.ts'
import { createLocalLogs } from '../adapters/logs/local-files.ts'
import { createS3Logs } from '../adapters/logs/s3-objects.ts'
import { createOutboxMailer } from '../adapters/mail/outbox.ts'
import { createSmtpMailer } from '../adapters/mail/smtp.ts'
import { createJudge } from '../adapters/models/create-judge.ts'
import { createTarget } from '../adapters/models/create-target.ts'
import { limitTarget } from '../adapters/models/limit-target.ts'
import { priceTarget } from '../adapters/models/price-target.ts'
import { RequestGate } from '../adapters/models/request-gate.ts'
import { isS3Address, parseS3Address } from '../adapters/s3/address.ts'
import { type ConnectS3, connectS3 } from '../adapters/s3/connection.ts'
import { createLocalFolder, type Folder } from '../adapters/stores/folder.ts'
import { createLocalLake } from '../adapters/stores/local-lake.ts'
import { createS3Folder } from '../adapters/stores/s3-folder.ts'
import { createS3Lake } from '../adapters/stores/s3-lake.ts'
import { createGitHubTracker } from '../adapters/trackers/github.ts'
import { createMarkdownTracker } from '../adapters/trackers/markdown-folder.ts'
import { createRenderer } from '../report/renderer.ts'
import { ConfigError } from '../suite/config/errors.ts'
import { scorerName } from '../suite/config/scorer-spec.ts'
import { type TargetSpec, targetLimits } from '../suite/config/target-spec.ts'
import type { Target } from '../suite/target.ts'
import { cacheFolder } from './dev-server/cache-folder.ts'
import { createForkedLoader } from './loading/forked-loader.ts'

/** The one place that builds real adapters. Secrets come from the environment and go nowhere else. */
export function compose(project: Project, environment: NodeJS.ProcessEnv): Ports {
  const { config, folder } = project
  const read = (path: string) => readFile(resolve(folder, path), 'utf8')
  const world = { env: environment, folder, readFile: read }
  const models = composeModels(config)
  const connect = connectS3(environment)
  const { lake, folderOf } = composeStore(project, environment, connect)
  return {
    project,
    lake: { ...lake, limits: config.duckdb },
    lakeIn: createLocalLake,
    repository: createGitRepository({ folder, apart: [config.lake] }),
    loader: createForkedLoader(config.duckdb),
    logs: createLogs({ local: createLocalLogs(folder), s3: createS3Logs(connect) }),
    target: once(async () => models.asked(await createTarget(config.target, world), config.target)),
    judges: once(async () => {
      const rubrics = config.scorers.filter((scorer) => scorer.kind === 'rubric')
      const judges = rubrics.map(async (scorer) => {
        const judge = await createJudge(scorer, world)
        return [scorerName(scorer), { ...judge, target: models.asked(judge.target, scorer.judge) }] as const
      })
      return new Map(await Promise.all(judges))
    }),
    slots: pLimit(casesAtOnce(config)),
    scorerEmbedders: once(async () => {
      const similar = config.scorers.filter((scorer) => scorer.kind === 'similar')
      return new Map(
        similar.map((scorer) => [scorerName(scorer), createEmbedder(scorer.embedder, environment)]),
      )
    }),
    tracker: once(async () => composeTracker(project, environment, folderOf('issues'))),
    embedder: once(async () => createEmbedder(config.embedder, environment)),
    mailer: once(async () => composeMailer(project, environment, folderOf('outbox'))),
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

/** Puts prices and limits on models; those of one provider share its limits. */
function composeModels({ prices }: Project['config']) {
  const gates = new Map<string, RequestGate>()
  return {
    asked(target: Target, spec: TargetSpec): Target {
      const address = 'baseUrl' in spec ? (spec.baseUrl ?? '') : ''
      const provider = `${spec.kind} ${address}`
      const gate = gates.get(provider) ?? new RequestGate(targetLimits(spec))
      gates.set(provider, gate)
      const model = 'model' in spec ? (spec.model ?? null) : null
      const priced = priceTarget(target, { prices, model, now: () => new Date() })
      const time = 'caseTimeoutMs' in spec ? { caseTimeoutMs: spec.caseTimeoutMs } : {}
      return { ...limitTarget(priced, gate), ...time }
    },
  }
}

/** Cases under way that keep target and judges busy at the same time. */
function casesAtOnce({ target, scorers }: Project['config']): number {
  const judges = scorers.flatMap((scorer) => (scorer.kind === 'rubric' ? [scorer.judge] : []))
  return [target, ...judges].reduce((sum, spec) => sum + targetLimits(spec).concurrency, 0)
}

/** A suite's lake, and folders beside its files for what may change: issues and mails. */
interface Store {
  readonly lake: Lake
  folderOf(name: string): Folder
}

function composeStore(
  { config, folder }: Project,
  environment: NodeJS.ProcessEnv,
  connect: ConnectS3,
): Store {
  if (isS3Address(config.lake))
    return composeS3Store(`${config.lake.replace(/\/+$/, '')}/${config.name}`, environment, connect)
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(config.lake)) {
    throw new ConfigError(
      `Cannot use the lake "${config.lake}": expected a local folder or \`s3://BUCKET/PREFIX\`. Other stores are reached through their S3 endpoint.`,
    )
  }
  const place = join(resolve(folder, config.lake), config.name)
  return { lake: createLocalLake(place), folderOf: (name) => createLocalFolder(join(place, name)) }
}

function composeS3Store(place: string, environment: NodeJS.ProcessEnv, connect: ConnectS3): Store {
  const address = parseS3Address(place, 'the lake')
  const endpoint = environment.AWS_ENDPOINT_URL_S3 ?? environment.AWS_ENDPOINT_URL ?? ''
  const name = createHash('sha256').update(`${endpoint}\0${place}`).digest('hex').slice(0, 16)
  const lake = createS3Lake({ address, connect, cacheFolder: join(cacheFolder(environment), 'lakes', name) })
  const folderOf = (each: string) => createS3Folder({ ...address, key: `${address.key}/${each}` }, connect)
  return { lake, folderOf }
}

function composeTracker({ config }: Project, environment: NodeJS.ProcessEnv, folder: Folder): Tracker {
  const { issues, name } = config
  if (issues.kind === 'markdown') return createMarkdownTracker(folder)
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

function composeMailer({ config }: Project, environment: NodeJS.ProcessEnv, folder: Folder): Mailer {
  const { mail } = config
  const url = mail && environment[mail.urlEnv]
  if (mail && url) return createSmtpMailer({ url, from: mail.from, to: mail.to })
  return createOutboxMailer({
    folder,
    from: mail?.from ?? 'nightdrift@localhost.localdomain',
    to: mail?.to ?? ['you@localhost.localdomain'],
  })
}
