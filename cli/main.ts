import { CommanderError } from 'commander'
import { EXIT, exitCodeOf } from './exit.ts'
import { createProgram } from './program.ts'

// A reader that leaves early (`nightdrift … | head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done)
  throw error
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
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  }
}
