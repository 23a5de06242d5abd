import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { answers } from '../../../worker/dev-server/ports.ts'
import { obtainGateway } from './gateway-binary.ts'

/** A real S3 server of one test file. */
export interface S3Server {
  readonly endpoint: string
  /** What a program needs in its environment to use it. */
  readonly environment: Readonly<Record<string, string>>
  /** The folder that holds a bucket's objects as files. */
  folderOf(bucket: string): string
  /** Makes a bucket of its own for a test, and gives its name. */
  makeBucket(): string
}

/**
 * Starts a Versity S3 gateway over a folder; it stops, and the folder is gone, after the file's last test. Its
 * credentials stand in this process's environment meanwhile, which is where the AWS SDK looks for them.
 *
 * @returns null when no gateway can be had
 * @throws Error instead where everything must be there
 */
export async function startS3Server(): Promise<S3Server | null> {
  const path = await obtainGateway()
  if (path === null) return null
  const root = mkdtempSync(join(tmpdir(), 'nightdrift-s3-'))
  const { child, endpoint } = await launch(path, root)
  const environment = {
    AWS_ACCESS_KEY_ID: 'test-access',
    AWS_SECRET_ACCESS_KEY: 'test-secret',
    AWS_ENDPOINT_URL_S3: endpoint,
  }
  const restore = withEnvironment(environment)
  after(async () => {
    restore()
    child.kill('SIGKILL')
    await once(child, 'close')
    rmSync(root, { recursive: true, force: true })
  })
  const makeBucket = () => {
    const bucket = `b-${randomUUID()}`
    mkdirSync(join(root, bucket))
    return bucket
  }
  return { endpoint, environment, folderOf: (bucket) => join(root, bucket), makeBucket }
}

/** Options for a test that needs the server: left out, with the reason, when there is none. */
export function needing(server: S3Server | null): {
  readonly skip: string | false
  readonly timeout: number
} {
  const skip = server === null && 'left out: no S3 server could be installed on this machine'
  return { skip, timeout: 120_000 }
}

/** Starts it on a port that was free a moment ago; should another program take the port first, on another one. */
async function launch(
  path: string,
  root: string,
): Promise<{ readonly child: ChildProcess; readonly endpoint: string }> {
  for (let attempt = 1; attempt <= 5; attempt += 1) {
    const port = await freePort()
    const child = spawn(path, ['--port', `127.0.0.1:${port}`, '--quiet', 'posix', root], {
      env: { ROOT_ACCESS_KEY_ID: 'test-access', ROOT_SECRET_ACCESS_KEY: 'test-secret' },
      stdio: 'ignore',
    })
    while (child.exitCode === null && child.signalCode === null) {
      if (await answers(port)) return { child, endpoint: `http://127.0.0.1:${port}` }
      await delay(30)
    }
  }
  throw new Error('Cannot start the S3 server of the tests: it ended by itself five times.')
}

async function freePort(): Promise<number> {
  const server = createServer().listen({ host: '127.0.0.1', port: 0 })
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** Sets variables of this process, and unsets what would lead the SDK elsewhere; gives what puts them back. */
function withEnvironment(variables: Readonly<Record<string, string>>): () => void {
  const before = { ...process.env }
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
  Object.assign(process.env, variables)
  return () => {
    for (const name of Object.keys(variables)) delete process.env[name]
    Object.assign(process.env, before)
  }
}
