#!/usr/bin/env node
// The command `nightdrift` of a project that has this package: on whatever Node (≥ 20) is at hand, installs what is
// missing and hands over to the pinned Node. Plain JavaScript, because only that Node reads the sources as they are.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

await import('../infra/install.mjs')

const program = process.platform === 'win32' ? 'node.exe' : 'node'
const node = fileURLToPath(new URL(`../node_modules/node/bin/${program}`, import.meta.url))
const main = fileURLToPath(new URL('main.ts', import.meta.url))
const child = spawn(node, [main, ...process.argv.slice(2)], { stdio: 'inherit' })

// Ctrl-C reaches both processes; this one waits until the other has cleaned up. The rest is sent to this one alone.
process.on('SIGINT', () => undefined)
for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))

child.on('error', (error) => {
  console.error(
    `Cannot start ${node}: ${error.message}. Delete the folder node_modules beside cli and try again.`,
  )
  process.exitCode = 3
})
child.on('exit', (code, signal) => {
  if (signal === null) process.exitCode = code ?? 3
  else {
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  }
})
