import type { Lake } from './ports.ts'

/** Reads a JSON file of the lake that this program wrote; `null` when there is none. */
export async function readJson<T>(lake: Lake, key: string): Promise<T | null> {
  const bytes = await lake.read(key)
  return bytes === null ? null : (JSON.parse(new TextDecoder().decode(bytes)) as T)
}

/** Publishes a value as indented JSON, so that a person can read it too. */
export function publishJson(lake: Lake, key: string, value: unknown): Promise<'created' | 'existed'> {
  return lake.publish(key, `${JSON.stringify(value, null, 2)}\n`)
}
