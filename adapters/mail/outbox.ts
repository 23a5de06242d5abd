import { createTransport } from 'nodemailer'
import { DeliveryError } from '../../activities/delivery-error.ts'
import type { Mailer, MailMessage } from '../../activities/ports.ts'
import type { Folder } from '../stores/folder.ts'
import { composeMail, fileStem, type MailParties } from './compose-mail.ts'

/** A mailer that files messages instead of sending them. */
export interface OutboxOptions extends MailParties {
  /** Made when the first message is written. */
  readonly folder: Folder
}

/**
 * Writes each message as a complete `.eml` file (RFC 5322), which every mail program opens: what one has without a
 * mail server. The file's name comes from the message's key; a file that is there already is kept as it is.
 * `send` throws `DeliveryError` when the folder cannot be written.
 */
export function createOutboxMailer(options: OutboxOptions): Mailer {
  const { folder } = options
  return {
    send: async (message) => {
      const name = `${fileStem(message.key)}.eml`
      try {
        await folder.create(name, await write(message, options))
      } catch (error) {
        throw folderError(error, folder.location)
      }
      return { where: folder.addressOf(name), action: 'written' }
    },
  }
}

async function write(message: MailMessage, parties: MailParties): Promise<Uint8Array> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message: content } = await transport.sendMail(composeMail(message, parties))
  if (Buffer.isBuffer(content)) return content
  throw new TypeError('nodemailer gave a stream where a buffer was asked for')
}

function folderError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  return new DeliveryError(
    `Cannot write the mail into the outbox \`${folder}\`: the system answered ${String(error.code)}; check that the folder is there, is writable and has space`,
    { retryable: false },
  )
}
