import type { Delivery } from '../drift/delivery.ts'
import { assembleReport } from './assemble-report.ts'
import { publishJson, readJson } from './json-file.ts'
import type { NightEnding } from './night-ending.ts'
import type { Ports } from './ports.ts'

/**
 * Sends the night's mail once. Its Message-ID is made of suite, night and revision, so that a mail sent twice after a
 * lost answer is one mail to most readers.
 */
export async function sendMail(input: NightEnding, ports: Ports): Promise<void> {
  const delivered = mailDeliveryKey(input.night.folder)
  if ((await ports.lake.read(delivered)) !== null) return
  const report = await assembleReport(input, ports)
  const key = `${report.suite}.${report.night}.r${report.revision}`
  const message = { ...(await ports.renderer.mail(report)), key }
  const { where, action } = await (await ports.mailer()).send(message)
  await publishJson(ports.lake, delivered, {
    kind: 'mail',
    action,
    where,
    key,
    fingerprint: null,
    detail: message.subject,
  } satisfies Delivery)
}

/** Where the record of the night's mail stands. */
function mailDeliveryKey(folder: string): string {
  return `${folder}/deliveries/mail.json`
}

/** The night's mail, when it went out. */
export function readMailDelivery(ports: Pick<Ports, 'lake'>, folder: string): Promise<Delivery | null> {
  return readJson<Delivery>(ports.lake, mailDeliveryKey(folder))
}
