import { obtainTemporalBinary } from '../worker/dev-server/obtain-binary.ts'
import { obtainGateway } from './adapters/s3/gateway-binary.ts'

/**
 * Gets the servers of the tests before any test begins: where they must be built, that takes longer than a test may.
 * Without one, tests that need it say that they were left out; where everything must be there, this fails.
 */
export async function globalSetup(): Promise<void> {
  try {
    await obtainTemporalBinary({ env: process.env, log: (line) => console.error(line) })
  } catch (error) {
    if (process.env.NIGHTDRIFT_STRICT === '1') throw error
  }
  await obtainGateway()
}
