import { createTransport } from 'nodemailer'
import type { Mailer } from '../../activities/ports.ts'
import { isLoopback } from '../loopback.ts'
import { composeMail, type MailParties } from './compose-mail.ts'
import { smtpError } from './smtp-error.ts'
import { parseSmtpUrl, type SmtpServer } from './smtp-url.ts'

/** A mail server, and who writes to whom. */
export interface SmtpOptions extends MailParties {
  /** `smtp://USER:PASSWORD@HOST:587` (STARTTLS) or `smtps://…:465`; the login may be left out. */
  readonly url: string
  /** Send unencrypted when the server offers no STARTTLS. Default: only to this machine. */
  readonly allowPlaintext?: boolean
  readonly tls?: {
    /** PEM of an authority to trust instead of the public ones. */
    readonly ca?: string
    /** The name that the certificate is for, when it is not the host. */
    readonly serverName?: string
  }
  /** How long connecting and each silence may take, in milliseconds. Default 20,000. */
  readonly timeoutMs?: number
}

/**
 * Sends mail over SMTP, one connection a message, encrypted with a checked certificate unless the server is this
 * machine. `send` throws `DeliveryError` when nobody gets the message; when some recipients are refused, it is sent
 * to the others and `where` names the refused, because sending again would reach the others twice.
 * @throws ConfigError when made with a URL that cannot work
 */
export function createSmtpMailer(options: SmtpOptions): Mailer {
  const server = parseSmtpUrl(options.url)
  return {
    send: async (message) => {
      const transport = createTransport(transportOptions(server, options))
      try {
        const { rejected } = await transport.sendMail(composeMail(message, options))
        return { where: describe(options.to, rejected, server), action: 'sent' }
      } catch (error) {
        throw smtpError(error, server)
      } finally {
        transport.close()
      }
    },
  }
}

function transportOptions(server: SmtpServer, options: SmtpOptions) {
  const timeout = options.timeoutMs ?? 20_000
  const { ca, serverName } = options.tls ?? {}
  return {
    host: server.host.replace(/^\[|\]$/g, ''),
    port: server.port,
    secure: server.implicitTls,
    requireTLS: !server.implicitTls && !(options.allowPlaintext ?? isLoopback(server.host)),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    dnsTimeout: timeout,
    socketTimeout: 2 * timeout,
    tls: {
      ...(ca === undefined ? {} : { ca }),
      ...(serverName === undefined ? {} : { servername: serverName }),
    },
    ...loginOptions(server),
  }
}

/** `forceAuth`: a server that forgets to offer a login must not get the mail without one in silence. */
function loginOptions({ login }: SmtpServer) {
  return login === null ? {} : { auth: { user: login.user, pass: login.password }, forceAuth: true }
}

function describe(to: readonly string[], rejected: readonly string[], server: SmtpServer): string {
  const accepted = to.filter((each) => !rejected.includes(/<([^<>]+)>\s*$/.exec(each)?.[1] ?? each.trim()))
  const refused = rejected.length === 0 ? '' : ` (refused: ${rejected.join(', ')})`
  return `${accepted.join(', ')} via ${server.host}${refused}`
}
