import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { CommanderError } from 'commander'
import { cacheFolder } from '../worker/dev-server/cache-folder.ts'
import { EXIT, exitCodeOf } from './exit.ts'
import { createProgram } from './program.ts'
import { clearStatus } from './terminal.ts'

// What Node makes of the files of a verb is kept for the next start, which then takes half of the time.
enableCompileCache(join(cacheFolder(process.env), 'compiled'))

// A reader that leaves early (`nightdrift … | head`) is no error of ours: the work goes on to its end and its code.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
}

// Node itself ends with 1 for an error that nobody awaits: that is the code of a finding here.
process.on('uncaughtException', (error) => {
  clearStatus()
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(EXIT.incomplete)
})

try {
  await createProgram((code) => {
    process.exitCode = code
  }).parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // Help and version end well; everything else is wrong usage, and commander has said what.
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage
  } else {
    process.exitCode = exitCodeOf(error)
    clearStatus()
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  }
}
