/** Where a command speaks: results on stdout, everything else on stderr. */
export interface Terminal {
  readonly json: boolean
  /** Whether stderr is a screen, so that a line may be rewritten and coloured. */
  readonly live: boolean
  /** A line of the result; silent under `--json`. */
  result(line: string): void
  /** The one document of `--json`; silent without. */
  document(value: unknown): void
  /** A line about how it goes. */
  progress(line: string): void
  /** A line that the next one replaces; nothing where stderr is no screen. */
  status(line: string): void
}

let statusShown = false

/** Takes away a line that was to be replaced, so that what comes next begins a line of its own. */
export function clearStatus(): void {
  if (statusShown) process.stderr.write('\r\x1b[2K')
  statusShown = false
}

/** The process's own streams. */
export function createTerminal(json: boolean): Terminal {
  const live = process.stderr.isTTY === true && !process.env.NO_COLOR && !process.env.CI
  return {
    json,
    live,
    result(line) {
      clearStatus()
      if (!json) process.stdout.write(`${printable(line)}\n`)
    },
    document(value) {
      clearStatus()
      if (json) process.stdout.write(`${printableJson(value)}\n`)
    },
    progress(line) {
      clearStatus()
      process.stderr.write(`${printable(line)}\n`)
    },
    status(line) {
      if (!live) return
      clearStatus()
      process.stderr.write(printable(line).slice(0, (process.stderr.columns ?? 100) - 1))
      statusShown = true
    },
  }
}

/** Names from logs may hold control characters that would drive the terminal. */
function printable(line: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
  return line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd')
}

/** JSON escapes the control characters up to a space by itself; those beyond drive a terminal too. */
function printableJson(value: unknown): string {
  return JSON.stringify(value, null, 2).replace(
    /[\u007f-\u009f]/g,
    (character) => `\\u00${character.charCodeAt(0).toString(16)}`,
  )
}
