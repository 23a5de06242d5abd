import { workerData } from 'node:worker_threads'
import { type SharedColumns, sortTaken } from './sort-columns.ts'

// The second thread of `sortColumns`: it sorts what it can take and ends.
sortTaken(workerData as SharedColumns)
