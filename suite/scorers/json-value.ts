/** A parsed output, or why it is none; the reason never quotes it. */
export type ParsedOutput = { readonly value: unknown } | { readonly fault: string }

const FENCED = /^```(?:json)?[ \t]*\r?\n([\s\S]*?)\r?\n?```$/i

/**
 * Reads an output as one JSON value and nothing else; white space around it does not matter.
 *
 * @param allowFence also takes a value in a Markdown code fence, when nothing stands around it
 * @example parseOutput('{"a": 1}', false) // {value: {a: 1}}
 */
export function parseOutput(output: string, allowFence: boolean): ParsedOutput {
  const text = output.trim()
  const body = (allowFence && FENCED.exec(text)?.[1]) || text
  try {
    return { value: JSON.parse(body) }
  } catch {
    return { fault: text === '' ? 'the output is empty' : 'the output is not valid JSON' }
  }
}
