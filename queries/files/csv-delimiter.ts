import { inflatedFile } from './inflated-file.ts'

/** In the order of preference where a header has none of them, or as many of two. */
const DELIMITERS = [',', ';', '\t', '|']

/**
 * The character that separates the cells of a CSV file: of comma, semicolon, tab and bar the most frequent one outside
 * quotes in the first line; a comma when there is none.
 */
export async function csvDelimiter(path: string): Promise<string> {
  const header = (await firstLine(path)).replace(/"[^"]*"/g, '')
  const counts = DELIMITERS.map((delimiter) => header.split(delimiter).length)
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ','
}

async function firstLine(path: string): Promise<string> {
  for await (const piece of inflatedFile(path)) {
    if (piece instanceof Error) return ''
    return piece.toString('utf8').split('\n', 1)[0] ?? ''
  }
  return ''
}
