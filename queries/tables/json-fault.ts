import { lineBatches } from '../files/read-lines.ts'

/**
 * Where does this file of JSON lines, which could not be read, break its form? In words, with its line and without
 * contents; null when every line is JSON by itself, or the file is one array.
 */
export async function jsonFault(path: string): Promise<string | null> {
  let isFirst = true
  for await (const batch of lineBatches(path)) {
    if (batch.kind === 'problem') return `line ${batch.line} cannot be read: ${batch.reason}.`
    const text = batch.bytes.toString('utf8')
    if (isFirst && /^\uFEFF?\s*\[/.test(text)) return null
    isFirst = false
    const lines = text.split('\n')
    const broken = lines.findIndex((line) => !isJson(line))
    if (broken >= 0) return `line ${batch.firstLine + broken} is not valid JSON.`
  }
  return null
}

function isJson(line: string): boolean {
  const text = line.replace(/^\uFEFF/, '').trim()
  try {
    return text === '' || JSON.parse(text) !== undefined
  } catch {
    return false
  }
}
