import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { EXIT, type ExitCode } from './exit.ts'
import { CASES_FILE, CONFIG_FILE, type InitFile, initFiles } from './init-files.ts'
import { type Place, placeAt } from './init-place.ts'
import { OWN_COMMAND } from './own-command.ts'
import type { Terminal } from './terminal.ts'

export interface InitOptions {
  /** The project (default: the folder it is called in). */
  readonly folder?: string
  readonly ci: 'github' | 'gitlab'
  /** Overwrites what is there. */
  readonly force?: boolean
}

/** What stays out of Git: logs and answers, and what embedded servers keep. */
const IGNORED = ['lake/', '.nightdrift/']

interface Written {
  readonly written: readonly string[]
  /** Files that were there, and were left as they are. */
  readonly kept: readonly string[]
}

interface ToldInit extends Written {
  /** Lines that .gitignore got. */
  readonly ignored: readonly string[]
  readonly notes: readonly string[]
  readonly next: readonly { readonly command: string; readonly why: string }[]
}

/** Puts a suite that passes into a project, with the workflow of its CI. What is there already stays as it is. */
export async function init(options: InitOptions, terminal: Terminal): Promise<ExitCode> {
  const folder = resolve(options.folder ?? '.')
  await mkdir(folder, { recursive: true })
  const place = await placeAt(folder)
  const done = await writeAll(await initFiles(place, options.ci), place, options.force === true)
  const ignored = await ignoreIn(join(place.folder, '.gitignore'))
  const told = { ...done, ignored, notes: notesOn(place, options), next: nextCommands(place) }
  terminal.document({ folder: place.folder, repository: place.repository, ...told })
  tell(told, terminal)
  return EXIT.done
}

async function writeAll(files: readonly InitFile[], place: Place, force: boolean): Promise<Written> {
  const written: string[] = []
  const kept: string[] = []
  for (const { path, content } of files) {
    const name = relative(place.folder, path)
    if (name === CASES_FILE && kept.includes(CONFIG_FILE)) continue
    if (await writeOne(path, content, force)) written.push(name)
    else kept.push(name)
  }
  return { written, kept }
}

/** False where the file is there and is to stay. */
async function writeOne(path: string, content: string, force: boolean): Promise<boolean> {
  try {
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content, { flag: force ? 'w' : 'wx' })
    return true
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    if (code === 'EEXIST' && !force) return false
    throw new Error(
      `Cannot write ${path}: ${message}. Mend that and run init again: it goes on where it was.`,
      {
        cause,
      },
    )
  }
}

/** The lines that it added. */
async function ignoreIn(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => '')
  const there = new Set(text.split(/\r?\n/).map((line) => line.trim().replace(/^\/|\/$/g, '')))
  const missing = IGNORED.filter((line) => !there.has(line.replace(/\/$/, '')))
  const start = text === '' || text.endsWith('\n') ? '' : '\n'
  if (missing.length > 0) await appendFile(path, `${start}${missing.join('\n')}\n`)
  return missing
}

function notesOn({ repository, installed }: Place, { ci }: InitOptions): string[] {
  return [
    ...(repository === null
      ? ['This is no Git repository yet: `git init` before the pull-request gate.']
      : []),
    ...(installed
      ? []
      : ['The workflow needs nightdrift in package.json: `npm install --save-dev nightdrift`.']),
    ...(ci === 'gitlab' ? ['Put `include: nightdrift.gitlab-ci.yml` into .gitlab-ci.yml.'] : []),
  ]
}

/** What to do now, as it can be typed where init was called. */
function nextCommands({ folder, branch, installed }: Place): ToldInit['next'] {
  const call = installed ? 'npx nightdrift' : OWN_COMMAND
  const place = !installed || folder !== process.cwd() ? ` --config ${quoted(folder)}` : ''
  return [
    {
      command: `${call} eval --profile smoke${place}`,
      why: 'passes; then put your application into the config',
    },
    {
      command: `${call} diff --base ${branch} --threshold 0.02${place}`,
      why: 'what a pull request will be told, once this is committed',
    },
    { command: `${call} night${place}`, why: 'what the schedule does every night' },
  ]
}

function quoted(path: string): string {
  return /^[\w./:@-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`
}

function tell({ written, kept, ignored, notes, next }: ToldInit, terminal: Terminal): void {
  for (const name of written) terminal.result(`wrote  ${name}`)
  for (const name of kept) terminal.result(`kept   ${name}, which was there (--force overwrites it)`)
  if (ignored.length > 0) terminal.result(`added  ${ignored.join(' and ')} to .gitignore`)
  for (const note of notes) terminal.result(note)
  terminal.result('Next:')
  for (const { command, why } of next) terminal.result(`  ${command}   # ${why}`)
}
