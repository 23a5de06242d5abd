import { DeliveryError } from '../../activities/delivery-error.ts'
import type { SmtpServer } from './smtp-url.ts'

/** The fields that nodemailer and Node's network put on an error. */
interface SmtpFailure {
  readonly code: string
  readonly reply: string
  readonly replyCode: number
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|HOSTNAME_MISMATCH/
const TLS = /^(ETLS|EPROTO|ERR_SSL_|ERR_TLS_)/
const CONNECTION = /^(ECONN|ESOCKET|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|EPIPE)/

/**
 * Says in one message why a mail did not leave, and what to do.
 * The server's reply is quoted in one short line without the password in any form a server could echo.
 */
export function smtpError(error: unknown, server: SmtpServer): DeliveryError {
  const failure = read(error, server)
  const { text, retryable } = explain(failure, server)
  return new DeliveryError(`Cannot send the mail through ${server.host}:${server.port}: ${text}`, {
    retryable,
  })
}

function explain(
  failure: SmtpFailure,
  server: SmtpServer,
): { readonly text: string; readonly retryable: boolean } {
  const { code, replyCode } = failure
  const isTemporary = replyCode >= 400 && replyCode < 500
  if (code === 'EAUTH') return { text: loginText(failure, server), retryable: isTemporary }
  if (code === 'EENVELOPE') return { text: envelopeText(failure), retryable: isTemporary }
  if (CERTIFICATE.test(code)) return { text: certificateText(code, server), retryable: false }
  if (TLS.test(code)) return { text: tlsText(failure, server), retryable: false }
  if (code === 'EDNS' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return { text: 'its name is not known to DNS; check the host in the SMTP URL', retryable: true }
  }
  if (CONNECTION.test(code) && replyCode === 0) {
    return { text: `no connection (${code}); check host, port and firewall, then try again`, retryable: true }
  }
  const said = failure.reply === '' ? code : failure.reply
  return {
    text: `the server did not take it (${said}); ask whoever runs the server`,
    retryable: replyCode < 500,
  }
}

function loginText({ reply, code }: SmtpFailure, { login }: SmtpServer): string {
  const who =
    login === null
      ? 'it wants a login, and the SMTP URL has none'
      : `it refused the login of \`${login.user}\``
  return `${who} (${reply || code}); check user and password in the SMTP URL (some providers want an app password there)`
}

function envelopeText({ reply, code }: SmtpFailure): string {
  return `it refused the sender or every recipient (${reply || code}); check \`from\` and \`to\` of the mail in the config, and that this login may send as \`from\``
}

function certificateText(code: string, { host }: SmtpServer): string {
  return `its certificate is not trusted (${code}); use the name that the certificate is for instead of \`${host}\`, or name the authority that signed it in NODE_EXTRA_CA_CERTS`
}

function tlsText({ reply, code }: SmtpFailure, { implicitTls }: SmtpServer): string {
  const other = implicitTls
    ? 'a port with STARTTLS (587) wants `smtp://`'
    : 'a port with TLS from the start (465) wants `smtps://`, and a server without STARTTLS gets no mail'
  return `no encrypted connection (${reply || code}); ${other}`
}

function read(error: unknown, server: SmtpServer): SmtpFailure {
  const fields: Readonly<Record<string, unknown>> = error instanceof Error ? { ...error } : {}
  return {
    code: String(fields.originalCode ?? fields.code ?? 'unknown failure'),
    reply: typeof fields.response === 'string' ? redacted(fields.response, server) : '',
    replyCode: typeof fields.responseCode === 'number' ? fields.responseCode : 0,
  }
}

function redacted(reply: string, { login }: SmtpServer): string {
  let line = reply.replace(/[\p{Cc}\s]+/gu, ' ').trim()
  for (const secret of secretsOf(login)) line = line.replaceAll(secret, '[password]')
  return line.length > 200 ? `${line.slice(0, 200)}…` : line
}

function secretsOf(login: SmtpServer['login']): readonly string[] {
  if (login === null) return []
  const { user, password } = login
  const encoded = [password, `\0${user}\0${password}`].map((text) => Buffer.from(text).toString('base64'))
  return [...encoded, password]
}
