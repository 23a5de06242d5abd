import { builtBinaryPath, type ObtainContext, temporalCliVersion } from './find-binary.ts'
import { installWithGo } from './go-install.ts'

/**
 * Builds the Temporal CLI with `go install` into the user's cache. Two processes at once build it once.
 *
 * @returns the binary's path
 * @throws Error when Go is missing or the build fails
 */
export function buildWithGo(context: ObtainContext): Promise<string> {
  const source = `github.com/temporalio/cli/cmd/temporal@${temporalCliVersion}`
  return installWithGo({ title: 'the Temporal CLI', source, path: builtBinaryPath(context.env) }, context)
}
