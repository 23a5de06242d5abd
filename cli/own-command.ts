import { extname } from 'node:path'

/** Whether this is a clone, whose sources Node 24 runs as they stand, and not the compiled package. */
export const FROM_SOURCES = extname(import.meta.url) === '.ts'

/** How a user calls this program again: from a clone through npm, which puts the pinned Node first. */
export const OWN_COMMAND = FROM_SOURCES ? 'npm run -s nightdrift --' : 'npx nightdrift'

/** How a user runs a TypeScript file of the example. */
export const NODE_COMMAND = FROM_SOURCES ? 'npx node' : 'node'
