import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import {
  bundleWorkflowCode,
  DefaultLogger,
  type WorkflowBundleOption,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker'

/** Where `npm run build` puts the compiled workflows; with the sources there is no such file. */
const PREBUILT = fileURLToPath(new URL('../workflows/bundle.js', import.meta.url))

/** The workflows, for every worker of this process: those of the package, or compiled from the sources now (some 1.5 s). */
export async function workflowBundle(): Promise<WorkflowBundleOption> {
  return existsSync(PREBUILT) ? { codePath: PREBUILT } : bundleWorkflows()
}

/** Compiles the workflows from their sources. */
export function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    logger: new DefaultLogger('WARN'),
  })
}
