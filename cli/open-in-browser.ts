import { spawn } from 'node:child_process'

/** Asks the desktop to show a file or URL; a machine without a desktop shows nothing, which is no error. */
export function openInBrowser(where: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open'
  const child = spawn(command, [where], { detached: true, stdio: 'ignore' })
  child.on('error', () => undefined)
  child.unref()
}
