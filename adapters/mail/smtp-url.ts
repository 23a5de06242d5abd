import { ConfigError } from '../../suite/config/errors.ts'

/** A mail server and how to log in there. */
export interface SmtpServer {
  readonly host: string
  readonly port: number
  /** TLS from the first byte (`smtps:`); otherwise STARTTLS after the greeting. */
  readonly implicitTls: boolean
  readonly login: { readonly user: string; readonly password: string } | null
}

const EXPECTED =
  'expected `smtp://USER:PASSWORD@HOST:587` or `smtps://USER:PASSWORD@HOST:465`, with special characters of user and password percent-encoded'

/**
 * Reads an SMTP URL. Ports default to 587 (`smtp:`) and 465 (`smtps:`); user and password are percent-decoded.
 * @throws ConfigError that names what is wrong and never repeats the URL, which holds a password
 */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : fail('it is not a URL')
  if (url.protocol !== 'smtp:' && url.protocol !== 'smtps:')
    fail('it does not start with `smtp://` or `smtps://`')
  if (url.hostname === '') fail('it names no host')
  if (url.search !== '' || url.hash !== '' || !['', '/'].includes(url.pathname))
    fail('it goes on after the port')
  const implicitTls = url.protocol === 'smtps:'
  return {
    host: url.hostname.toLowerCase(),
    port: url.port === '' ? (implicitTls ? 465 : 587) : Number(url.port),
    implicitTls,
    login: parseLogin(url),
  }
}

function parseLogin(url: URL): SmtpServer['login'] {
  if (url.username === '' && url.password === '') return null
  if (url.username === '' || url.password === '') fail('it has a user without a password, or the reverse')
  try {
    return { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) }
  } catch {
    return fail('its user or password has a `%` that encodes nothing')
  }
}

function fail(reason: string): never {
  throw new ConfigError(`Cannot use the SMTP URL: ${reason}; ${EXPECTED}`)
}
