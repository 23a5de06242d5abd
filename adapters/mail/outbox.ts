import { access } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { createTransport } from 'nodemailer'
import { DeliveryError } from '../../activities/delivery-error.ts'
import type { Mailer, MailMessage } from '../../activities/ports.ts'
import { createWhole } from '../stores/whole-file.ts'
import { composeMail, fileStem, type MailParties } from './compose-mail.ts'

/** A mailer that files messages instead of sending them. */
export interface OutboxOptions extends MailParties {
  /** Made when the first message is written. */
  readonly folder: string
}

/**
 * Writes each message as a complete `.eml` file (RFC 5322), which every mail program opens: what one has without a
 * mail server. The file's name comes from the message's key; a file that is there already is kept as it is.
 * `send` throws `DeliveryError` when the folder cannot be written.
 */
export function createOutboxMailer(options: OutboxOptions): Mailer {
  const folder = resolve(options.folder)
  return {
    send: async (message) => {
      const path = join(folder, `${fileStem(message.key)}.eml`)
      try {
        if (!(await exists(path))) await write(message, { path, folder, parties: options })
      } catch (error) {
        throw folderError(error, folder)
      }
      return { where: path, action: 'written' }
    },
  }
}

async function write(
  message: MailMessage,
  place: { readonly path: string; readonly folder: string; readonly parties: MailParties },
): Promise<void> {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' })
  const { message: content } = await transport.sendMail(composeMail(message, place.parties))
  if (!Buffer.isBuffer(content)) throw new TypeError('nodemailer gave a stream where a buffer was asked for')
  await createWhole({ target: place.path, content, temporaryFolder: place.folder })
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}

function folderError(error: unknown, folder: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error
  return new DeliveryError(
    `Cannot write the mail into the outbox \`${folder}\`: the system answered ${String(error.code)}; check that the folder is there, is writable and has space`,
    { retryable: false },
  )
}
