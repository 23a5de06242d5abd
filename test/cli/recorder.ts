/** A terminal that keeps what it was given. */
export function recorder<Document = unknown>() {
  const documents: Document[] = []
  const results: string[] = []
  const said: string[] = []
  const terminal = {
    json: true,
    live: false,
    result: (line: string) => void results.push(line),
    document: (value: unknown) => void documents.push(value as Document),
    progress: (line: string) => void said.push(line),
    status: () => undefined,
  }
  return { terminal, documents, results, said }
}
