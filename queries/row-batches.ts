import type { LineBatch, LineProblem } from './read-lines.ts'

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
    if (rows.length > 0) ready.push({ kind: 'lines', firstLine, text: rows.join('\n') })
    rows = []
  }
  return {
    add(line, row) {
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
