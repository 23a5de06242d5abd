import { bundleWorkflows } from './bundle-workflows.ts'

// The process of `workflowBundle`: it prints the compiled workflows and ends.
const { code } = await bundleWorkflows()
process.stdout.write(code)
