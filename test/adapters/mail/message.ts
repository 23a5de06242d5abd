import type { MailMessage } from '../../../activities/ports.ts'

/** A PNG of one pixel. */
export const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** A message as a night sends it, with non-ASCII text and one inline chart. */
export const message: MailMessage = {
  key: 'support-bot/2026-11-22/r1',
  subject: '2 findings · support-bot, night of 22 Nov — Qualität fiel',
  text: 'Pass rate fell by 11.3 points (94.0 % → 82.7 %).\n',
  html: '<p>Pass rate fell by 11.3&nbsp;points → look</p><img src="cid:chart-1@nightdrift" alt="Shares">',
  images: [{ contentId: 'chart-1@nightdrift', png: new Uint8Array(PIXEL) }],
}

/** Who writes to whom in these tests. */
export const parties = {
  from: 'nightdrift <robot@acme.example>',
  to: ['evals@acme.example', 'Ops <ops@acme.example>'],
}
