import assert from 'node:assert/strict'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { simpleParser } from 'mailparser'
import { fileStem } from '../../../adapters/mail/compose-mail.ts'
import { createOutboxMailer } from '../../../adapters/mail/outbox.ts'
import { createLocalFolder } from '../../../adapters/stores/folder.ts'
import { message, PIXEL, parties } from './message.ts'

async function outbox(t: TestContext) {
  const parent = await mkdtemp(join(tmpdir(), 'nightdrift-outbox-'))
  t.after(() => rm(parent, { recursive: true, force: true }))
  const folder = join(parent, 'outbox')
  return { parent, folder, mailer: createOutboxMailer({ ...parties, folder: createLocalFolder(folder) }) }
}

test('the file is a whole mail: both texts, the chart inline, and its headers', async (t) => {
  const { mailer } = await outbox(t)
  const { where, action } = await mailer.send(message)
  const raw = await readFile(where)
  const mail = await simpleParser(raw, { skipImageLinks: true })
  assert.equal(action, 'written')
  assert.equal(mail.subject, message.subject)
  assert.equal(mail.text?.trim(), message.text.trim())
  assert.equal(mail.html, message.html)
  const [image] = mail.attachments
  assert.deepEqual(
    [image?.cid, image?.contentType, image?.related],
    ['chart-1@nightdrift', 'image/png', true],
  )
  assert.deepEqual(image?.content, PIXEL)
  assert.deepEqual([mail.headers.get('auto-submitted'), mail.date instanceof Date], ['auto-generated', true])
  assert.match(mail.messageId ?? '', /^<support-bot-2026-11-22-r1-[0-9a-f]{16}@acme\.example>$/)
  assert.deepEqual(
    [mail.from?.text, [mail.to].flat()[0]?.text],
    ['"nightdrift" <robot@acme.example>', 'evals@acme.example, "Ops" <ops@acme.example>'],
  )
})

test('the parts nest as mail programs expect, in lines that end in CRLF and are short', async (t) => {
  const { mailer } = await outbox(t)
  const raw = String(await readFile((await mailer.send({ ...message, text: 'x'.repeat(5000) })).where))
  const types = [...raw.matchAll(/^Content-Type: ([a-z/]+)/gim)].map(([, type]) => type)
  assert.deepEqual(types, [
    'multipart/alternative',
    'text/plain',
    'multipart/related',
    'text/html',
    'image/png',
  ])
  assert.doesNotMatch(raw, /[^\r]\n/)
  assert.ok(raw.split('\r\n').every((line) => line.length <= 998))
})

test('sending the same key again keeps the file that is there', async (t) => {
  const { mailer, folder } = await outbox(t)
  const first = await mailer.send(message)
  const before = await readFile(first.where)
  assert.deepEqual(await mailer.send({ ...message, subject: 'another' }), first)
  assert.deepEqual(await readFile(first.where), before)
  assert.equal((await readdir(folder)).length, 1)
})

test('a subject cannot add a header', async (t) => {
  const { mailer } = await outbox(t)
  for (const [index, end] of ['\r\n', '\n', '\r', '\u2028', '\0\n'].entries()) {
    const subject = `Report${end}Bcc: stranger@evil.example${end}${end}<b>body</b>`
    const { where } = await mailer.send({ ...message, key: `k${index}`, subject })
    const mail = await simpleParser(await readFile(where))
    assert.equal(mail.headers.has('bcc'), false)
    assert.match(mail.subject ?? '', /^Report Bcc: stranger@evil\.example <b>body<\/b>$/)
  }
})

test('a key cannot name a file elsewhere, and two keys never share one', async (t) => {
  const { mailer, folder, parent } = await outbox(t)
  const keys = [
    '../../x',
    '/etc/x',
    '..',
    '.',
    '',
    'a/b',
    'a-b',
    'a b',
    'ä',
    '漢',
    'x'.repeat(300),
    `${'x'.repeat(300)}y`,
  ]
  for (const key of keys) assert.equal(dirname((await mailer.send({ ...message, key })).where), folder)
  assert.equal((await readdir(folder)).length, keys.length)
  assert.deepEqual(await readdir(parent), ['outbox'])
  assert.equal(fileStem('2026-11-22-r1'), '2026-11-22-r1')
})

test('an outbox that cannot be written is named, with what to check', async (t) => {
  const { parent } = await outbox(t)
  await writeFile(join(parent, 'file'), '')
  const mailer = createOutboxMailer({ ...parties, folder: createLocalFolder(join(parent, 'file')) })
  await assert.rejects(mailer.send(message), {
    name: 'DeliveryError',
    message: /^Cannot write the mail into the outbox `.*file`: the system answered (ENOTDIR|EEXIST); check/,
  })
})
