import { fileURLToPath } from 'node:url'
import { obtainTemporalBinary } from '../worker/dev-server/obtain-binary.ts'
import { obtainGateway } from './adapters/s3/gateway-binary.ts'

/**
 * Gets the servers of the tests before any test begins: where they must be built, that takes longer than a test may.
 * Without one, tests that need it say that they were left out; where everything must be there, this fails.
 */
export async function globalSetup(): Promise<void> {
  // Every test file is a process of its own, and most load the same modules: what Node makes of them is kept.
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(
    new URL('../node_modules/.cache/compiled', import.meta.url),
  )
  try {
    await obtainTemporalBinary({ env: process.env, log: (line) => console.error(line) })
  } catch (error) {
    if (process.env.NIGHTDRIFT_STRICT === '1') throw error
  }
  await obtainGateway()
}
