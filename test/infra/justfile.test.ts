import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { test } from 'node:test'
import { type Command, CommanderError } from 'commander'
import { createProgram } from '../../cli/program.ts'

for (const example of ['starter', 'bike-share']) {
  test(`the recipes of ${example} are commands that exist`, async () => {
    const file = new URL(`../../examples/${example}/justfile`, import.meta.url)
    const lines = (await readFile(file, 'utf8')).split('\n')
    const recipes = lines.flatMap((line) => /^([a-z][\w-]*)(?: .*)?:(?: |$)/.exec(line)?.[1] ?? [])
    assert.deepEqual(recipes, ['eval-fast', 'eval-diff', 'gate', 'night'])
    const commands = lines.flatMap((line) => /^ +\{\{ nightdrift \}\} (.*)$/.exec(line)?.[1] ?? [])
    assert.equal(commands.length, 4)
    for (const command of commands) {
      const words = command.replace(/\{\{ (config|options|date) \}\}/g, '').replace(/\{\{.*?\}\}/g, 'v1')
      const parsed = quiet().parseAsync([...words.trim().split(/ +/), '--no-such'], { from: 'user' })
      await assert.rejects(parsed, (error: unknown) => {
        assert.ok(error instanceof CommanderError)
        assert.equal(error.code, 'commander.unknownOption', command)
        return /'--no-such'/.test(error.message)
      })
    }
  })
}

function quiet(): Command {
  const program = createProgram(() => assert.fail('no verb was to run'))
  for (const command of [program, ...program.commands])
    command.configureOutput({ writeOut: () => undefined, writeErr: () => undefined })
  return program
}
