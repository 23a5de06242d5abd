import { parentPort, workerData } from 'node:worker_threads'
import { type CoverageWork, judgeCoverage } from '../drift/coverage/judge-coverage.ts'

// The thread of `judgeBeside`: it judges one night's coverage and ends.
parentPort?.postMessage(judgeCoverage(workerData as CoverageWork))
