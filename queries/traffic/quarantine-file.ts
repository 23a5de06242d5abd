import type { Database } from '../database.ts'

const QUARANTINE = new URL('./quarantine-file.sql', import.meta.url)

/** Writes the quarantine of a file that cannot be read at all: one row, line 0. */
export async function quarantineFile(
  db: Database,
  file: { readonly source: string; readonly reason: string; readonly path: string },
): Promise<void> {
  await db.run(QUARANTINE, { ...file })
}
