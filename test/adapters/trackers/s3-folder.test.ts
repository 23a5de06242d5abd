import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { createOutboxMailer } from '../../../adapters/mail/outbox.ts'
import { connectS3 } from '../../../adapters/s3/connection.ts'
import { createS3Folder } from '../../../adapters/stores/s3-folder.ts'
import { createMarkdownTracker } from '../../../adapters/trackers/markdown-folder.ts'
import { message, parties } from '../mail/message.ts'
import { needing, startS3Server } from '../s3/s3-server.ts'
import { trackerContract } from './contract.ts'

const server = await startS3Server()

function freshFolder() {
  const bucket = server!.makeBucket()
  const onDisk = join(server!.folderOf(bucket), 'lake/bot/issues')
  return {
    bucket,
    onDisk,
    folder: createS3Folder({ bucket, key: 'lake/bot/issues/' }, connectS3(process.env)),
  }
}

trackerContract('Markdown files in a bucket', async (t) => {
  const { skip } = needing(server)
  if (skip !== false) {
    t.skip(skip)
    return null
  }
  const { folder, onDisk } = freshFolder()
  let minutes = 0
  const now = () => new Date(Date.UTC(2026, 10, 22, 3, minutes++))
  const texts = async () => {
    const names = (await readdir(onDisk)).sort()
    return (await Promise.all(names.map((name) => readFile(join(onDisk, name), 'utf8')))).join('\n')
  }
  return { tracker: createMarkdownTracker(folder, { now }), texts }
})

test('a mail is filed once in a bucket, and its place is an address', needing(server), async () => {
  const { folder, bucket, onDisk } = freshFolder()
  const mailer = createOutboxMailer({ ...parties, folder })
  const { where, action } = await mailer.send(message)
  assert.equal(action, 'written')
  assert.ok(where.startsWith(`s3://${bucket}/lake/bot/issues/`) && where.endsWith('.eml'), where)
  const [name, ...others] = await readdir(onDisk)
  assert.deepEqual(others, [])
  const first = await readFile(join(onDisk, name ?? ''))
  await mailer.send({ ...message, subject: 'Another one under the same key' })
  assert.deepEqual(await readFile(join(onDisk, name ?? '')), first)
})
