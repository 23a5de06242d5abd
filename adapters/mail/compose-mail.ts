import { createHash } from 'node:crypto'
import type { SendMailOptions } from 'nodemailer'
import type { MailMessage } from '../../activities/ports.ts'

/** Who writes to whom; addresses are `name@host` or `Name <name@host>`. */
export interface MailParties {
  readonly from: string
  readonly to: readonly string[]
}

/**
 * Makes nodemailer's message: text and HTML as alternatives, the images beside the HTML under their content ids.
 * It says that a program wrote it (RFC 3834), so no holiday notice answers it; its Message-ID comes from the key, so
 * a message that is sent again after a lost answer is the same one to the reader's mail program.
 */
export function composeMail(message: MailMessage, parties: MailParties): SendMailOptions {
  return {
    from: parties.from,
    to: [...parties.to],
    subject: headerText(message.subject),
    messageId: messageId(message.key, parties.from),
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
    text: message.text,
    html: message.html,
    attachments: message.images.map(({ contentId, png }) => ({
      cid: contentId,
      filename: `${fileStem(contentId)}.png`,
      content: Buffer.from(png.buffer, png.byteOffset, png.byteLength),
      contentType: 'image/png',
      contentDisposition: 'inline' as const,
    })),
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/**
 * A file's name from any text, without its extension: at most 80 letters, digits, dots and hyphens of it, and when
 * that is not the whole text, 16 hex digits of its SHA-256, so that two texts never share a name.
 * @example fileStem('2026-11-22-r1') // '2026-11-22-r1'
 */
export function fileStem(text: string): string {
  const plain = text
    .replace(/[^A-Za-z0-9.]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[.-]+/, '')
    .slice(0, 80)
    .replace(/[.-]+$/, '')
  return plain === text ? plain : [plain, sha256(text).slice(0, 16)].filter(Boolean).join('-')
}

function messageId(key: string, from: string): string {
  const host = /@([A-Za-z0-9.-]+)>?\s*$/.exec(from)?.[1] ?? 'nightdrift.invalid'
  return `<${fileStem(key)}@${host}>`
}

/** One line: what could start a new header becomes a space. */
function headerText(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
