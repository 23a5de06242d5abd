import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestContext } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { obtainTemporalBinary } from '../../worker/dev-server/obtain-binary.ts'
import { serverFiles } from '../../worker/dev-server/server-files.ts'

/** Is there a Temporal binary to test with? Without one the test is left out, or fails where everything must be there. */
export async function hasTemporal(t: TestContext): Promise<boolean> {
  try {
    await obtainTemporalBinary({ env: process.env, log: (line) => t.diagnostic(line) })
    return true
  } catch (error) {
    if (process.env.NIGHTDRIFT_STRICT === '1') throw error
    t.skip('left out: no Temporal CLI could be found or installed on this machine')
    return false
  }
}

/** An empty project folder that is removed when the test ends. */
export function projectFolder(t: TestContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'nightdrift-dev-server-'))
  t.after(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** An empty project whose server prefers ports that nobody else on the machine is likely to take meanwhile. */
export async function projectWithOwnPorts(t: TestContext): Promise<string> {
  const folder = projectFolder(t)
  const [port, uiPort] = [await freePort(), await freePort()]
  writeFileSync(serverFiles(folder).ports, JSON.stringify({ port, uiPort }))
  return folder
}

async function freePort(): Promise<number> {
  const server = createServer().listen({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** A process that uses the embedded server of a folder. */
export interface ServerUser {
  readonly child: ChildProcess
  readonly address: string
  readonly uiUrl: string
  /** Lets it end by itself, and waits until it has. */
  end(): Promise<void>
}

/** Starts {@link ServerUser} and waits until it is connected; it is killed when the test ends before it. */
export async function startUser(t: TestContext, folder: string): Promise<ServerUser> {
  const script = fileURLToPath(new URL('./dev-server-user.ts', import.meta.url))
  const child = fork(script, [folder], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
  t.after(() => child.kill('SIGKILL'))
  const ended = once(child, 'exit').then(([code]) => {
    throw new Error(`The user of the server ended with ${code} before it was connected.`)
  })
  const connected = once(child, 'message') as Promise<[{ address: string; uiUrl: string }]>
  const [message] = await Promise.race([connected, ended])
  const end = async () => {
    const exited = once(child, 'exit')
    child.send('end')
    await exited
  }
  return { child, ...message, end }
}

/** Waits until a condition holds; fails after 60 s. */
export async function eventually(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 60_000
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`Waited 60 s in vain until ${what}.`)
    await delay(50)
  }
}

/** The file that tells which server runs for a folder; it is there exactly as long as one does. */
export function hasServer(folder: string): boolean {
  return existsSync(join(folder, '.nightdrift', 'temporal', 'server.json'))
}
