#!/usr/bin/env node
// The command `nightdrift`, of an installed package and of a clone that a project links to. Plain JavaScript without
// static imports, so that also an old Node reads it and says what is wrong.
const { existsSync } = await import('node:fs')
const { fileURLToPath } = await import('node:url')

if (existsSync(new URL('main.ts', import.meta.url))) await runSources()
else if (await isNodeNewEnough()) {
  keepQuietAboutSqlite()
  await import('../dist/cli/main.js')
}

/** What `engines` in package.json asks for. */
async function isNodeNewEnough() {
  const { readFile } = await import('node:fs/promises')
  const { engines } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  const [needed, has] = [engines.node, process.versions.node].map((text) => text.match(/\d+/g).map(Number))
  if (has[0] > needed[0] || (has[0] === needed[0] && has[1] >= needed[1])) return true
  console.error(
    `nightdrift needs Node ${needed.join('.')} or newer and was started with ${process.version} (${process.execPath}): install a newer one, or put it first in the PATH.`,
  )
  process.exitCode = 3
  return false
}

/** Node 22 calls its SQLite, which guards the embedded server, experimental; users can do nothing about that. */
function keepQuietAboutSqlite() {
  const warn = process.emitWarning
  process.emitWarning = (warning, ...rest) => {
    if (!String(warning).startsWith('SQLite is an experimental feature')) warn.call(process, warning, ...rest)
  }
}

/** In a clone: on whatever Node (≥ 20) is at hand, installs what is missing and hands over to the pinned Node. */
async function runSources() {
  const { spawn } = await import('node:child_process')
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
}
