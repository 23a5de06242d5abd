import assert from 'node:assert/strict'
import { createServer } from 'node:net'
import { type TestContext, test } from 'node:test'
import type { DeliveryError } from '../../../activities/delivery-error.ts'
import { createSmtpMailer, type SmtpOptions } from '../../../adapters/mail/smtp.ts'
import { message, PIXEL, parties } from './message.ts'
import { makeCertificate, Refusal, type SmtpServerOptions, startSmtpServer } from './smtp-test-server.ts'

const LOGIN = 'robot:s3cret%20pass'

async function start(t: TestContext, options: SmtpServerOptions = {}) {
  const server = await startSmtpServer(options)
  t.after(server.close)
  const mailer = (more: Partial<SmtpOptions> = {}) =>
    createSmtpMailer({ ...parties, url: `smtp://127.0.0.1:${server.port}`, timeoutMs: 5000, ...more })
  return { ...server, mailer }
}

async function certificateOrSkip(t: TestContext) {
  const certificate = await makeCertificate()
  if (certificate === null) t.skip('the openssl command is not there to make a certificate')
  return certificate
}

async function failure(promise: Promise<unknown>): Promise<DeliveryError> {
  const error = await promise.then(
    () => assert.fail('expected a failure'),
    (reason: DeliveryError) => reason,
  )
  assert.equal(error.name, 'DeliveryError', String(error))
  assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)} ${error.cause}`, /s3cret|czNjcmV0/)
  return error
}

test('a message arrives whole, under its own id, at every recipient', async (t) => {
  const { mailer, received } = await start(t)
  const sent = await mailer().send(message)
  await mailer().send(message)
  assert.deepEqual(sent, {
    where: 'evals@acme.example, Ops <ops@acme.example> via 127.0.0.1',
    action: 'sent',
  })
  const [first, again] = received
  assert.deepEqual(first?.recipients, ['evals@acme.example', 'ops@acme.example'])
  assert.equal(first?.mail.subject, message.subject)
  assert.equal(first?.mail.html, message.html)
  assert.deepEqual(first?.mail.attachments[0]?.content, PIXEL)
  assert.equal(first?.mail.headers.get('auto-submitted'), 'auto-generated')
  assert.equal(first?.mail.messageId, again?.mail.messageId)
})

test('the login of the URL is used, percent-decoded', async (t) => {
  const { mailer, received, port } = await start(t, { onLogin: () => null })
  await mailer({ url: `smtp://${LOGIN}@127.0.0.1:${port}` }).send(message)
  assert.equal(received.length, 1)
})

test('a refused login says whose, and never the password that the server repeats', async (t) => {
  const { mailer, port } = await start(t, { onLogin: () => null })
  const error = await failure(mailer({ url: `smtp://robot2:s3cret%20pass@127.0.0.1:${port}` }).send(message))
  assert.match(
    error.message,
    /refused the login of `robot2` \(535 5\.7\.8 Wrong: \[password\]\); check user and password/,
  )
  assert.equal(error.retryable, false)
  const missing = await failure(mailer().send(message))
  assert.match(missing.message, /530|wants a login/)
})

test('a login that is refused for now can be tried again', async (t) => {
  const { mailer, port } = await start(t, { onLogin: () => new Refusal(454, '4.7.0 later') })
  assert.equal(
    (await failure(mailer({ url: `smtp://${LOGIN}@127.0.0.1:${port}` }).send(message))).retryable,
    true,
  )
})

test('STARTTLS and TLS from the start are used with a certificate that is trusted', async (t) => {
  const certificate = await certificateOrSkip(t)
  if (certificate === null) return
  const tls = { ca: certificate.cert, serverName: 'localhost' }
  for (const secure of [false, true]) {
    const { mailer, received, port } = await start(t, {
      certificate,
      secure,
      offersStartTls: true,
      onLogin: () => null,
    })
    const url = `${secure ? 'smtps' : 'smtp'}://${LOGIN}@127.0.0.1:${port}`
    await mailer({ url, tls, allowPlaintext: false }).send(message)
    assert.deepEqual(
      received.map(({ isEncrypted }) => isEncrypted),
      [true],
    )
  }
})

test('a certificate that is not trusted, or of another name, stops the mail before the login', async (t) => {
  const certificate = await certificateOrSkip(t)
  if (certificate === null) return
  let logins = 0
  const onLogin = () => {
    logins += 1
    return null
  }
  for (const secure of [false, true]) {
    const { mailer, port } = await start(t, { certificate, secure, offersStartTls: true, onLogin })
    const url = `${secure ? 'smtps' : 'smtp'}://${LOGIN}@127.0.0.1:${port}`
    for (const tls of [{}, { ca: certificate.cert, serverName: 'mail.acme.example' }]) {
      const error = await failure(mailer({ url, tls }).send(message))
      assert.match(error.message, /its certificate is not trusted \([A-Z_]+\).*NODE_EXTRA_CA_CERTS/)
      assert.equal(error.retryable, false)
    }
  }
  assert.equal(logins, 0)
})

test('without STARTTLS nothing is sent, unless plain text is allowed or the server is this machine', async (t) => {
  const { mailer, received, port } = await start(t, { onLogin: () => null })
  const url = `smtp://${LOGIN}@127.0.0.1:${port}`
  const error = await failure(mailer({ url, allowPlaintext: false }).send(message))
  assert.match(error.message, /no encrypted connection .*a server without STARTTLS gets no mail/)
  assert.deepEqual([error.retryable, received.length], [false, 0])
  await mailer({ url, allowPlaintext: true }).send(message)
  assert.equal(received.length, 1)
})

test('TLS spoken to a port that speaks plain text is explained', async (t) => {
  const { mailer, port } = await start(t)
  const error = await failure(mailer({ url: `smtps://127.0.0.1:${port}` }).send(message))
  assert.match(
    error.message,
    /no encrypted connection \(.*\); a port with STARTTLS \(587\) wants `smtp:\/\/`/,
  )
})

test('a server that is not there, or has no name, or is silent, can be tried again', async (t) => {
  const { mailer, port, close } = await start(t)
  await close()
  assert.match(
    (await failure(mailer().send(message))).message,
    new RegExp(`127.0.0.1:${port}: no connection \\(ECONNREFUSED\\)`),
  )
  const unknown = await failure(mailer({ url: 'smtp://mail.nowhere.invalid' }).send(message))
  assert.match(unknown.message, /mail\.nowhere\.invalid:587: its name is not known to DNS; check the host/)
  const silent = createServer(() => undefined)
  await new Promise<void>((listening) => silent.listen(0, '127.0.0.1', listening))
  t.after(() => silent.close())
  const address = silent.address()
  const url = `smtp://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const slow = await failure(mailer({ url, timeoutMs: 100 }).send(message))
  assert.match(slow.message, /no connection \(ETIMEDOUT\)/)
  assert.deepEqual([unknown.retryable, slow.retryable], [true, true])
})

test('when every recipient is refused it is an error, when one is, it says which', async (t) => {
  const refuse = (address: string) => (address.startsWith('ops') ? new Refusal(550, '5.1.1 unknown') : null)
  const some = await start(t, { onRecipient: refuse })
  const to = [...parties.to, 'devops@acme.example']
  const { where } = await some.mailer({ to }).send(message)
  assert.equal(where, 'evals@acme.example, devops@acme.example via 127.0.0.1 (refused: ops@acme.example)')
  assert.deepEqual(some.received[0]?.recipients, ['evals@acme.example', 'devops@acme.example'])
  for (const code of [550, 450]) {
    const none = await start(t, { onRecipient: () => new Refusal(code, 'no such box') })
    const error = await failure(none.mailer().send(message))
    assert.match(
      error.message,
      new RegExp(`refused the sender or every recipient \\(${code} no such box\\); check`),
    )
    assert.equal(error.retryable, code === 450)
  }
})

test('a message that the server does not take is quoted in one short line', async (t) => {
  const { mailer } = await start(t, { onMessage: () => new Refusal(552, `too big ${'x'.repeat(500)}`) })
  const error = await failure(mailer().send(message))
  assert.match(error.message, /did not take it \(552 too big x+…\); ask whoever runs the server/)
  assert.equal(error.retryable, false)
})

test('a subject cannot add a recipient or a header', async (t) => {
  const { mailer, received } = await start(t)
  await mailer().send({ ...message, subject: 'a\r\nBcc: stranger@evil.example\r\n\r\nbody' })
  assert.deepEqual(received[0]?.recipients, ['evals@acme.example', 'ops@acme.example'])
  assert.equal(received[0]?.mail.headers.has('bcc'), false)
})

test('a URL that cannot work is refused without being repeated', () => {
  const rest = ['smtp://h?pool=true', 'smtp://h/path', 'smtp://user@h', 'smtp://u:s3cret%zz@h', 'smtp://']
  for (const url of [
    '',
    'mail.acme.example',
    'https://u:s3cret@h',
    's3cret',
    'smtp://u:s3cret@h:99999',
    ...rest,
  ]) {
    assert.throws(
      () => createSmtpMailer({ ...parties, url }),
      (error: Error) =>
        error.name === 'ConfigError' &&
        /^Cannot use the SMTP URL: its? /.test(error.message) &&
        !/s3cret/.test(error.message),
    )
  }
})
