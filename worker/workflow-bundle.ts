import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { getCompileCacheDir } from 'node:module'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { WorkflowBundleOption } from '@temporalio/worker'

/** Where `npm run build` puts the compiled workflows; with the sources there is no such file. */
const PREBUILT = fileURLToPath(new URL('../workflows/bundle.js', import.meta.url))

const PRINTING = fileURLToPath(new URL('./print-workflows.ts', import.meta.url))

/** Far above the bundle, which has 2 MB. */
const MOST_BYTES = 64 << 20

/** The workflows, for every worker of this process: those of the package, or compiled from the sources now (some 3 s). */
export async function workflowBundle(): Promise<WorkflowBundleOption> {
  return existsSync(PREBUILT) ? { codePath: PREBUILT } : { code: await printedWorkflows() }
}

/** In a process of its own, because what compiles them takes 150 MB and gives half of it back. */
async function printedWorkflows(): Promise<string> {
  const env = { ...process.env, NODE_COMPILE_CACHE: getCompileCacheDir() }
  try {
    const options = { maxBuffer: MOST_BYTES, env }
    return (await promisify(execFile)(process.execPath, [PRINTING], options)).stdout
  } catch (cause) {
    const { stderr = '' } = cause as { readonly stderr?: string }
    throw new Error(
      `Cannot compile the workflows: ${stderr.trim() || (cause as Error).message}. Mend what it names, or install the packages anew.`,
      { cause },
    )
  }
}
