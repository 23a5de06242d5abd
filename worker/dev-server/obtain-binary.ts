import {
  type Attempt,
  checkBinary,
  findTemporalBinary,
  type ObtainContext,
  reasonOf,
  type TemporalBinary,
  temporalCliVersion,
} from './find-binary.ts'
import { buildWithGo } from './go-build.ts'
import { downloadWithSdk } from './sdk-download.ts'

/** One way to get the binary when none was found. `obtain` gives its path, or throws why it cannot. */
export interface ObtainWay {
  readonly place: string
  readonly source: TemporalBinary['source']
  readonly obtain: (context: ObtainContext) => Promise<string>
}

const usualWays: readonly ObtainWay[] = [
  { place: "the SDK's download (temporal.download)", source: 'download', obtain: downloadWithSdk },
  {
    place: `\`go install github.com/temporalio/cli/cmd/temporal@${temporalCliVersion}\``,
    source: 'build',
    obtain: buildWithGo,
  },
]

/**
 * The Temporal CLI to run the embedded server with: found on this machine, else downloaded by the SDK, else built with
 * Go (about 3 minutes) into the user's cache, once.
 *
 * @param context  `log` is told what takes long; an aborted `signal` stops a download or build
 * @param ways     how to get one when none is found, in this order; the usual two unless given
 * @throws Error when none can be had: everything that was tried, why it failed, and what to do
 */
export async function obtainTemporalBinary(
  context: ObtainContext,
  ways: readonly ObtainWay[] = usualWays,
): Promise<TemporalBinary> {
  const { found, tried } = await findTemporalBinary(context.env)
  if (found !== null) return found
  const failed = [...tried]
  for (const way of ways) {
    context.signal?.throwIfAborted()
    const result = await attempt(way, context)
    if ('path' in result) return result
    failed.push({ place: way.place, problem: result.problem })
  }
  throw new Error(nothingWorked(failed))
}

async function attempt(way: ObtainWay, context: ObtainContext) {
  try {
    return await checkBinary(await way.obtain(context), way.source)
  } catch (error) {
    context.signal?.throwIfAborted()
    return { problem: reasonOf(error) }
  }
}

function nothingWorked(failed: readonly Attempt[]): string {
  return [
    'Cannot start the embedded Temporal server: no usable `temporal` executable was found, and none could be installed. Tried:',
    ...failed.map(({ place, problem }) => `  - ${place}: ${problem}`),
    'Install the Temporal CLI (https://docs.temporal.io/cli) or Go (https://go.dev/dl), or set TEMPORAL_ADDRESS to a server that runs.',
  ].join('\n')
}
