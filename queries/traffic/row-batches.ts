import type { LineBatch, LineProblem } from '../files/read-lines.ts'

/** In bytes, somewhat less than `staged-lines.sql` takes. */
const LONGEST_ROW = 31_000_000

/** Rows, one a line of the log, on their way into batches. */
export interface RowBatches {
  add(line: number, row: string): void
  addProblem(problem: LineProblem): void
  /** What was added since the last time. */
  take(): LineBatch[]
}

/** Collects consecutive rows into batches; a problem takes the place of its line. */
export function rowBatches(): RowBatches {
  let ready: LineBatch[] = []
  let rows: string[] = []
  let firstLine = 1
  const close = () => {
    if (rows.length > 0) ready.push({ kind: 'lines', firstLine, bytes: Buffer.from(rows.join('\n')) })
    rows = []
  }
  return {
    add(line, row) {
      if (row.length > LONGEST_ROW / 3 && Buffer.byteLength(row) > LONGEST_ROW) {
        close()
        ready.push({ kind: 'problem', line, reason: 'the line is too long once it is read' })
        return
      }
      if (rows.length === 0) firstLine = line
      rows.push(row)
    },
    addProblem(problem) {
      close()
      ready.push(problem)
    },
    take() {
      close()
      const taken = ready
      ready = []
      return taken
    },
  }
}
