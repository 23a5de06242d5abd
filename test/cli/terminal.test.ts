import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'

const TERMINAL = new URL('../../cli/terminal.ts', import.meta.url).href

/** What a process says that does this with its terminal; its streams are pipes, as in a log. */
function said(json: boolean, script: string): { stdout: string; stderr: string } {
  const code = `const { createTerminal } = await import('${TERMINAL}')\nconst terminal = createTerminal(${json})\n${script}`
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', code], {
    encoding: 'utf8',
  })
  assert.equal(status, 0, stderr)
  return { stdout, stderr }
}

const ALL = `terminal.progress('going'); terminal.status('3 of 4'); terminal.result('result'); terminal.document({ a: [1] })`

test('results go to stdout, progress to stderr', () => {
  assert.deepEqual(said(false, ALL), { stdout: 'result\n', stderr: 'going\n' })
})

test('under --json stdout holds one document and nothing else', () => {
  assert.deepEqual(said(true, ALL), { stdout: '{\n  "a": [\n    1\n  ]\n}\n', stderr: 'going\n' })
})

test('names from logs cannot drive the screen', () => {
  const hostile = String.raw`'\u001b[2J\u001b]0;owned\u0007\r\u009b31m ok \t\u007f'`
  const { stdout, stderr } = said(false, `terminal.result(${hostile}); terminal.progress(${hostile})`)
  assert.equal(stdout, '\ufffd[2J\ufffd]0;owned\ufffd\ufffd\ufffd31m ok \t\ufffd\n')
  assert.equal(stderr, stdout)
})

test('a document is JSON whatever is in it, and holds no control character as such', () => {
  const { stdout } = said(true, String.raw`terminal.document({ name: '\u001b[2J\u009b31m\u007f', n: null })`)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  assert.doesNotMatch(stdout, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/)
  assert.deepEqual(JSON.parse(stdout), { name: '\u001b[2J\u009b31m\u007f', n: null })
})
