import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { type ParsedMail, simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'

/** Key and certificate of a server on this machine, signed by nobody but itself. */
export interface Certificate {
  readonly key: string
  readonly cert: string
}

/** What a server got: the envelope's recipients, whether it was encrypted, and the message. */
export interface Received {
  readonly recipients: readonly string[]
  readonly isEncrypted: boolean
  readonly mail: ParsedMail
}

/** A reply that refuses: `new Refusal(535, 'no')`. */
export class Refusal extends Error {
  readonly responseCode: number

  constructor(responseCode: number, message: string) {
    super(message)
    this.responseCode = responseCode
  }
}

/** How the server behaves where it differs from taking everything from the login `robot`, `s3cret pass`. */
export interface SmtpServerOptions {
  readonly certificate?: Certificate
  /** TLS from the first byte. */
  readonly secure?: boolean
  readonly offersStartTls?: boolean
  readonly onLogin?: () => Error | null
  readonly onRecipient?: (address: string) => Error | null
  readonly onMessage?: () => Error | null
}

/** Makes a certificate for `localhost` with the openssl command, or gives `null` where there is none. */
export async function makeCertificate(): Promise<Certificate | null> {
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-tls-'))
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')]
  const request =
    '-x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost'
  try {
    await promisify(execFile)('openssl', ['req', ...request.split(' '), '-keyout', key, '-out', cert])
    return { key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') }
  } catch (error) {
    if (process.env.NIGHTDRIFT_STRICT === '1') throw error
    return null
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** Starts a real SMTP server on a free port of the loopback. */
export async function startSmtpServer(options: SmtpServerOptions = {}) {
  const received: Received[] = []
  const server = new SMTPServer({
    ...(options.certificate ?? {}),
    secure: options.secure ?? false,
    disabledCommands: options.offersStartTls ? [] : ['STARTTLS'],
    authOptional: options.onLogin === undefined,
    allowInsecureAuth: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) => {
      const refusal = options.onLogin?.() ?? null
      const isRight = username === 'robot' && password === 's3cret pass'
      done(refusal ?? (isRight ? null : new Refusal(535, `5.7.8 Wrong: ${password}`)), { user: username })
    },
    onRcptTo: ({ address }, _session, done) => done(options.onRecipient?.(address) ?? null),
    onData: (stream, session, done) => {
      simpleParser(stream, { skipImageLinks: true }).then((mail) => {
        const recipients = session.envelope.rcptTo.map(({ address }) => address)
        received.push({ recipients, isEncrypted: session.secure, mail })
        done(options.onMessage?.() ?? null)
      }, done)
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  const { port } = server.server.address() as AddressInfo
  return { port, received, close: () => new Promise<void>((closed) => server.close(closed)) }
}
