import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as delay } from 'node:timers/promises'

const say = (line) => process.stdout.write(`${JSON.stringify(line)}\n`)
let asked = 0

/** What this program does for an input's first word. */
const ways = {
  say: (output, { id }) => say({ id, output }),
  echo: (_, request) => say({ id: request.id, output: JSON.stringify(request) }),
  count: (_, { id }) => say({ id, output: `${process.pid} ${asked}` }),
  late: async (ms, { id }) => {
    await delay(Number(ms))
    say({ id, output: `after ${ms}` })
  },
  full: (_, { id }) =>
    say({
      id,
      output: 'x',
      model: 'm',
      finish_reason: 'end',
      tokens: { input: 2, output: 1 },
      cost_usd: 0.5,
    }),
  fail: (error, { id }) => say({ id, error: JSON.parse(error) }),
  die: (code) => {
    process.stderr.write('secret\n')
    process.exit(Number(code))
  },
  rubbish: () => process.stdout.write('the secret thoughts of a program\n'),
  other: () => say({ id: 'another', output: 'secret' }),
  twice: (_, { id }) => [say({ id, output: 'a' }), say({ id, output: 'b' })],
  endless: () => process.stdout.write('x'.repeat(17_000_000)),
  hang: () => setInterval(() => undefined, 1000),
  nothing: () => undefined,
  child: (_, { id }) => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      stdio: ['ignore', 'inherit', 'ignore'],
    })
    child.unref()
    say({ id, output: `${process.pid} ${child.pid}` })
  },
}

for await (const line of createInterface({ input: process.stdin })) {
  asked += 1
  const request = JSON.parse(line)
  const [way = '', ...rest] = request.input.split(' ')
  void ways[way]?.(rest.join(' '), request)
}
