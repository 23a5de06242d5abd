import type { Finding } from '../drift/finding.ts'
import type { DatabaseLimits } from '../queries/database.ts'
import type { LoadedTraffic, LoadTrafficOptions } from '../queries/traffic/load-traffic.ts'
import type { NightReport } from '../report/night-report.ts'
import type { CaseResult } from '../suite/case-result.ts'
import type { Config } from '../suite/config/schema.ts'
import type { Embedder } from '../suite/embedder.ts'
import type { Judges } from '../suite/judge/judge.ts'
import type { Slots } from '../suite/run-batch.ts'
import type { Target } from '../suite/target.ts'

/**
 * The lake: immutable files under keys such as `nights/2026-11-22/r1/manifest.json`, within one suite's folder.
 * Nothing is ever overwritten: `publish` is create-if-absent and whole, never partial.
 */
export interface Lake {
  /** What people are shown as its place: a path or an `s3://` prefix. */
  readonly location: string
  /** What a database that reads its files may take; the usual limits unless it is said. */
  readonly limits?: DatabaseLimits
  read(key: string): Promise<Uint8Array | null>
  /** Keys below a folder, in code-point order. */
  list(folder: string): Promise<readonly string[]>
  publish(key: string, content: Uint8Array | string): Promise<'created' | 'existed'>
  /** Publishes a finished local file; the local file is gone afterwards. */
  publishFile(key: string, path: string): Promise<'created' | 'existed'>
  /** A local path that holds the key's content, for readers that need a file (DuckDB). */
  localPath(key: string): Promise<string>
  /** A folder of this machine for unfinished files; removed by the caller. */
  temporaryFolder(): Promise<string>
  /** Removes folders for unfinished files whose process was killed: they may hold log lines as they were logged. */
  removeAbandoned(): Promise<void>
  /** A URL or path that a person can open. */
  address(key: string): string
  /** Finds out whether the lake can be written to; throws, in words, why it cannot. */
  refuseUnwritable(): Promise<void>
}

/** One version of a log file, as its source lists it. */
export interface LogFile {
  /** As the config's pattern writes it: a path, relative or absolute, or an `s3://` address. */
  readonly name: string
  readonly bytes: number
  /** Another one whenever the content is another (a time of change, an ETag); null where that cannot be told. */
  readonly version: string | null
}

/** The commit that a working tree stands at. */
export interface Commit {
  /** 40 hex digits. */
  readonly sha: string
  /** Whether files differ from it. */
  readonly dirty: boolean
}

/** A commit's files in a folder of their own, gone when disposed. */
export interface CheckedOut extends AsyncDisposable {
  /** What the project's folder is there. */
  readonly folder: string
}

/** The Git repository that the project is in. */
export interface Repository {
  /** Null where the project is in no repository, or git cannot say. */
  head(): Promise<Commit | null>
  /** The commit that a branch, tag or revision means; null where there is none. */
  resolve(ref: string): Promise<string | null>
  /** @throws ConfigError when git cannot check it out, with git's own reason */
  checkOut(sha: string): Promise<CheckedOut>
}

/** Where production logs come from. */
export interface LogSource {
  /** The files that a path or glob means, in name order. */
  list(pattern: string): Promise<readonly LogFile[]>
  /**
   * Makes a listed file readable here, and says which version of it that is: it may have changed meanwhile.
   * Where it must be copied, the copy goes into `folder`.
   */
  stage(
    name: string,
    into: { readonly folder: string; readonly signal: AbortSignal },
  ): Promise<{ readonly path: string; readonly file: LogFile }>
}

/** Loads logs, one file a call, where a file that ends its process does no harm. */
export interface LogLoader {
  /**
   * @throws LoaderDied when the process ended while it read the file
   * @throws the signal's reason when it is aborted
   */
  load(log: LoadTrafficOptions, signal: AbortSignal): Promise<LoadedTraffic>
}

/** An issue as the tracker holds it. `fingerprint` is null when the marker is missing. */
export interface TrackedIssue {
  readonly key: string
  readonly url: string
  readonly title: string
  readonly state: 'open' | 'closed'
  readonly fingerprint: string | null
}

/** Where regression issues live. Every call may be repeated after a lost answer: callers list before they create. */
export interface Tracker {
  /** `GitHub acme/bot`, or the folder of a local one. */
  readonly name: string
  /** All issues that nightdrift opened for this suite, open and closed, newest first. */
  list(): Promise<readonly TrackedIssue[]>
  open(draft: {
    readonly fingerprint: string
    readonly title: string
    readonly body: string
  }): Promise<TrackedIssue>
  /** Adds a comment once: `marker` (unique to night and revision) is looked for first. */
  comment(
    issue: TrackedIssue,
    comment: { readonly marker: string; readonly body: string },
  ): Promise<'added' | 'present'>
  close(issue: TrackedIssue): Promise<void>
}

/** A mail ready to send; images are shown inline by content id. */
export interface MailMessage {
  readonly subject: string
  readonly html: string
  readonly text: string
  readonly images: readonly { readonly contentId: string; readonly png: Uint8Array }[]
  /** Stable over retries; becomes the Message-ID. */
  readonly key: string
}

export interface Mailer {
  /** Sends or files the message; says where it went (`evals@acme.example via smtp.acme.example`, or a path). */
  send(message: MailMessage): Promise<{ readonly where: string; readonly action: 'sent' | 'written' }>
}

/** Turns a night into what people read. A port, because charts load heavy libraries. */
export interface Renderer {
  page(report: NightReport): Promise<string>
  mail(report: NightReport): Promise<Omit<MailMessage, 'key'>>
  issue(
    finding: Finding,
    report: { readonly reportLocation: string },
  ): { readonly title: string; readonly body: string }
}

/** The config an activity works under; `configDigest` names it in plans and manifests. */
export interface Project {
  readonly config: Config
  /** Paths in the config are relative to this folder. */
  readonly folder: string
  readonly configDigest: string
  /** Why the config on disk cannot be used, when this is the last one that could; a night then only says so. */
  readonly fault: string | null
}

/** What one attempt of an activity can do beside its work: say that it lives, and notice that it should stop. */
export interface Attempt {
  readonly signal: AbortSignal
  heartbeat(): void
  /** Told each result of the suite as it is there, where somebody watches. */
  readonly told?: (result: CaseResult) => void
}

/** What activities need from the world. Built for real in `worker/compose.ts`, and by tests from fakes. */
export interface Ports {
  readonly project: Project
  readonly lake: Lake
  /** A folder of this machine as a lake: runs that were brought from elsewhere. */
  lakeIn(folder: string): Lake
  readonly repository: Repository
  readonly logs: LogSource
  readonly loader: LogLoader
  /** Made when first used, so that a missing key or token costs one stage and not the night. */
  target(): Promise<Target>
  judges(): Promise<Judges>
  /** For the cases of all batches of this process, so that the earliest batch is done first and none waits for another. */
  readonly slots: Slots
  /** Those of `similar` scorers, by their names. */
  scorerEmbedders(): Promise<ReadonlyMap<string, Embedder>>
  tracker(): Promise<Tracker>
  mailer(): Promise<Mailer>
  embedder(): Promise<Embedder>
  readonly renderer: Renderer
  readonly now: () => Date
}
