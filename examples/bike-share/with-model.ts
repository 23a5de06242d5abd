import { spawn } from 'node:child_process'
import { startModelServer } from './model-server.ts'

// `node with-model.ts COMMAND …` runs a command while the model server runs, or with the one that runs already.

const [command, ...words] = process.argv.slice(2)
if (command === undefined)
  throw new Error('Give a command, such as `node with-model.ts npx nightdrift eval`.')

const server = await startModelServer({ port: Number(process.env.PORT ?? 4010) }).catch(() => null)
const child = spawn(command, words, { stdio: 'inherit', shell: process.platform === 'win32' })

// Ctrl-C reaches both: the server goes when the command has ended.
process.on('SIGINT', () => undefined)
process.on('SIGTERM', () => child.kill('SIGTERM'))
child.on('error', (error) => {
  console.error(`Cannot start ${command}: ${error.message}. Install it first.`)
  process.exitCode = 3
  void server?.close()
})
child.on('exit', (code) => {
  process.exitCode = code ?? 3
  void server?.close()
})
