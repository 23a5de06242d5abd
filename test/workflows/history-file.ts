import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import type { WorkflowHandle } from '@temporalio/client'

// The SDK's own JSON of histories needs one single copy of protobufjs among the installed packages, which npm does not
// promise. This one needs none: whole numbers are numbers, bytes are { base64 }, enumerations their numbers.

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>

const folder = new URL('../histories/', import.meta.url)

/** What the recorded histories are called: `test/histories/NAME.json`. */
export function recordedNames(): string[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => name.slice(0, -'.json'.length))
    .sort()
}

/** A recorded history, as `Worker.runReplayHistories` takes it. */
export function readHistory(name: string): { readonly workflowId: string; readonly history: History } {
  const text = readFileSync(new URL(`${name}.json`, folder), 'utf8')
  return JSON.parse(text, bytesOf) as { workflowId: string; history: History }
}

/** Keeps a workflow's history as the one of this name, when `NIGHTDRIFT_RECORD_HISTORIES=1`; else does nothing. */
export async function recordHistory(name: string, handle: WorkflowHandle): Promise<void> {
  if (process.env.NIGHTDRIFT_RECORD_HISTORIES !== '1') return
  const history = plainOf(await handle.fetchHistory(), (bytes) => ({ base64: bytes.toString('base64') }))
  const file = { workflowId: handle.workflowId, history }
  // Stacks name places of the machine that recorded them, and replay looks at none.
  const text = JSON.stringify(file, (key, value) => (key === 'stackTrace' ? undefined : value), 1)
  writeFileSync(new URL(`${name}.json`, folder), `${text}\n`)
}

/** A workflow's history as one text in which everything stands as it was said, inputs and results too. */
export async function historyText(handle: WorkflowHandle): Promise<string> {
  return JSON.stringify(plainOf(await handle.fetchHistory(), (bytes) => bytes.toString('utf8')))
}

function plainOf(value: unknown, ofBytes: (bytes: Buffer) => unknown): unknown {
  if (value instanceof Uint8Array) return ofBytes(Buffer.from(value))
  if (Array.isArray(value)) return value.map((item) => plainOf(item, ofBytes))
  if (typeof value !== 'object' || value === null) return value
  if ('low' in value && 'high' in value && 'toNumber' in value) return (value.toNumber as () => number)()
  const entries = Object.entries(value).filter(([, item]) => item !== null)
  return Object.fromEntries(entries.map(([key, item]) => [key, plainOf(item, ofBytes)]))
}

function bytesOf(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('base64' in value)) return value
  return Buffer.from(String(value.base64), 'base64')
}
