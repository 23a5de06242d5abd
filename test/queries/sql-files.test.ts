import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import { test } from 'node:test'

const folder = new URL('../../queries/', import.meta.url)

async function sqlFiles(): Promise<{ name: string; text: string }[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql'))
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(new URL(name, folder), 'utf8') })),
  )
}

const code = (text: string) => text.replace(/^\s*--.*$/gm, '')

test('every query says its purpose and its parameters, and fits a screen', async () => {
  for (const { name, text } of await sqlFiles()) {
    assert.match(text, /^-- Purpose: /, name)
    const header = text.match(/^--.*$/gm)?.join('\n') ?? ''
    assert.match(header, /Parameters: /, name)
    for (const [, parameter] of code(text).matchAll(/\$([a-z_]+)\b/g)) {
      assert.ok(header.includes(`$${parameter}`), `${name} does not explain $${parameter}`)
    }
    assert.ok(text.split('\n').length <= 101, `${name} is longer than 100 lines`)
  }
})
