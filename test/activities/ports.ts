import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import pLimit from 'p-limit'
import type { Attempt, Ports } from '../../activities/ports.ts'
import { createHashedNgrams } from '../../adapters/embedders/hashed-ngrams.ts'
import { createGitRepository } from '../../adapters/git/repository.ts'
import { createLocalLogs } from '../../adapters/logs/local-files.ts'
import { createOutboxMailer } from '../../adapters/mail/outbox.ts'
import { createLocalFolder } from '../../adapters/stores/folder.ts'
import { createLocalLake } from '../../adapters/stores/local-lake.ts'
import { createMarkdownTracker } from '../../adapters/trackers/markdown-folder.ts'
import { loadLog } from '../../queries/traffic/load-log.ts'
import { createRenderer } from '../../report/renderer.ts'
import { parseConfig } from '../../suite/config/parse.ts'

/** An attempt that nobody stops. */
export const ATTEMPT: Attempt = { signal: new AbortController().signal, heartbeat: () => undefined }

/** Real ports in a folder of their own, which is gone after the test; `folder` is the project's. */
export async function testPorts(
  t: TestContext,
  { config = {}, ...others }: Partial<Omit<Ports, 'project'>> & { readonly config?: object } = {},
): Promise<Ports & { readonly folder: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-night-'))
  t.after(() => rm(folder, { recursive: true, force: true }))
  const now = others.now ?? (() => new Date('2026-11-23T03:10:00Z'))
  const tracker = createMarkdownTracker(createLocalFolder(join(folder, 'issues')), { now })
  const parties = { from: 'nightdrift@acme.example', to: ['evals@acme.example'] }
  const mailer = createOutboxMailer({ folder: createLocalFolder(join(folder, 'outbox')), ...parties })
  return {
    folder,
    project: { config: configOf(config), folder, configDigest: 'c0ffee0000000001', fault: null },
    lake: createLocalLake(join(folder, 'lake')),
    lakeIn: createLocalLake,
    repository: createGitRepository({ folder, apart: [] }),
    logs: createLocalLogs(folder),
    loader: { load: (log) => loadLog(log, {}) },
    target: () => Promise.reject(new Error('no target in this test')),
    judges: async () => new Map(),
    slots: pLimit(1),
    scorerEmbedders: async () => new Map(),
    tracker: async () => tracker,
    mailer: async () => mailer,
    embedder: async () => createHashedNgrams(),
    renderer: createRenderer(),
    now,
    ...others,
  }
}

/** The same world under another config digest, or with another fault. */
export function underConfig<T extends Ports>(ports: T, project: Partial<Ports['project']>): T {
  return { ...ports, project: { ...ports.project, ...project } }
}

function configOf(given: object) {
  const minimal = {
    name: 'support-bot',
    dataset: 'cases/*.jsonl',
    target: { kind: 'replay', path: 'outputs.jsonl' },
    scorers: [{ kind: 'contains' }],
  }
  return parseConfig({ ...minimal, ...given }, 'the config of this test')
}
