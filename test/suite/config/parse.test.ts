import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseConfig } from '../../../suite/config/parse.ts'
import { rubric } from '../../../suite/config/rubric-scorer.ts'
import { openai } from '../../../suite/config/targets/openai.ts'
import { replay } from '../../../suite/config/targets/replay.ts'
import { contains, regex } from '../../../suite/config/text-scorers.ts'

const MINIMAL = {
  name: 'support-bot',
  dataset: 'cases.jsonl',
  target: replay('outputs.jsonl'),
  scorers: [contains()],
}

/** The faults that parsing tells, one a line. */
function faultsOf(config: unknown): string[] {
  try {
    parseConfig(config, 'nightdrift.config.ts')
  } catch (error) {
    assert.ok(error instanceof Error)
    assert.equal(error.name, 'ConfigError')
    const [first, ...faults] = error.message.split('\n')
    assert.equal(first, 'Cannot use the config nightdrift.config.ts:')
    return faults
  }
  return []
}

test('a minimal config gets every default', () => {
  const config = parseConfig(MINIMAL, 'nightdrift.config.ts')
  assert.deepEqual(config.issues, { kind: 'markdown' })
  assert.deepEqual(config.schedule, {
    cron: '0 3 * * *',
    timezone: 'UTC',
    jitter: '5m',
    catchupWindow: '36h',
    paused: false,
  })
  assert.deepEqual(config.minimumEffects, {
    passRate: 0.02,
    numeric: 0.1,
    categorical: 0.1,
    uncovered: 0.1,
    text: 0.02,
  })
  assert.deepEqual([config.lake, config.alarmsPerYear, config.traffic], ['lake', 12, undefined])
})

test('an unknown key is refused with the nearest known one, wherever it stands', () => {
  const cases: readonly [object, string, string][] = [
    [{ datasett: 'x' }, 'datasett', 'dataset'],
    [{ schedule: { timezon: 'UTC' } }, 'schedule.timezon', 'timezone'],
    [{ minimumEffects: { pasRate: 0.1 } }, 'minimumEffects.pasRate', 'passRate'],
    [{ target: { ...openai({ model: 'm' }), temprature: 0 } }, 'target.temprature', 'temperature'],
    [{ target: { ...replay('x'), modell: 'm' } }, 'target.modell', 'model'],
    [{ scorers: [contains(), { ...regex({ pattern: 'x' }), flag: 'i' }] }, 'scorers.1.flag', 'flags'],
    [{ profiles: { smoke: { limt: 3 } } }, 'profiles.smoke.limt', 'limit'],
    [{ issues: { kind: 'github', repo: 'a/b', baseURL: 'x' } }, 'issues.baseURL', 'baseUrl'],
    [{ traffic: [{ kind: 'jsonl', glob: 'x', globs: 'y' }] }, 'traffic.0.globs', 'glob'],
    [{ mail: { kind: 'smtp', to: ['a@b.example'], cc: [] } }, 'mail.cc', 'to'],
    [
      { target: openai({ model: 'm', system: { kind: 'file', path: 'x', pth: 'y' } as never }) },
      'target.system.pth',
      'path',
    ],
  ]
  for (const [given, key, nearest] of cases) {
    const faults = faultsOf({ ...MINIMAL, ...given })
    assert.equal(faults.length, 1, faults.join())
    const start = `  - \`${key}\` is not a known key. Did you mean \`${nearest}\`? Known: `
    assert.equal(faults[0]?.slice(0, start.length), start)
  }
})

test('the known keys of a target are those of its kind', () => {
  const [replayed] = faultsOf({ ...MINIMAL, target: { ...replay('x'), temperature: 0 } })
  assert.match(replayed ?? '', /Known: kind, path, model\.$/)
})

test('every fault is listed at once', () => {
  const faults = faultsOf({
    ...MINIMAL,
    name: '../up',
    target: openai({ model: '' }),
    scorers: [],
    schedule: { cron: '0 25 * * *', timezone: 'Berlin', jitter: 'soon' },
    alarmsPerYear: 0,
    minimumEffects: { passRate: 2 },
    surprise: true,
  })
  const places = faults.map((fault) => /`([^`]+)`/.exec(fault)?.[1])
  assert.deepEqual(places.sort(), [
    'alarmsPerYear',
    'minimumEffects.passRate',
    'name',
    'schedule.cron',
    'schedule.jitter',
    'schedule.timezone',
    'scorers',
    'surprise',
    'target.model',
  ])
})

test('a bad time zone or cron expression is told with an example of a good one', () => {
  const [cron, timezone] = faultsOf({
    ...MINIMAL,
    schedule: { timezone: 'Europe/Berln', cron: '3 in the morning' },
  })
  assert.match(
    cron ?? '',
    /^ {2}- `schedule\.cron`: expected a cron expression of five fields .* such as "0 3 \* \* \*"$/,
  )
  assert.equal(timezone, '  - `schedule.timezone`: expected an IANA time zone such as "Europe/Berlin"')
})

test('a missing key, a wrong kind and what is no config at all are told by their place', () => {
  const { dataset: _, ...rest } = MINIMAL
  assert.match(faultsOf(rest).join(), /^ {2}- `dataset`: .*expected string/)
  assert.match(
    faultsOf({ ...MINIMAL, target: { kind: 'opnai', model: 'm' } }).join(),
    /^ {2}- `target\.kind`: .*'openai' \| 'anthropic' \| .*'replay'/,
  )
  assert.match(
    faultsOf({ ...MINIMAL, target: { kind: 'openai', model: 'm', system: 3 } }).join(),
    /^ {2}- `target\.system`: /,
  )
  for (const none of [undefined, null, 3, 'x', []])
    assert.match(faultsOf(none).join(), /^ {2}- `the config`: .*expected object/)
})

test('a broken pattern is refused when the config is read', () => {
  const [fault] = faultsOf({ ...MINIMAL, scorers: [regex({ pattern: '(?<=a)b' })] })
  assert.match(fault ?? '', /`scorers\.0\.pattern`: the pattern .* cannot be used/)
})

test('a budget wants the price of the model, and a reducer the epochs it needs', () => {
  const target = openai({ model: 'mini' })
  assert.match(faultsOf({ ...MINIMAL, target, budgetUsd: 5 })[0]!, /`budgetUsd`.*add "mini" to `prices`/)
  const prices = { mini: { input: 1, output: 2 } }
  assert.deepEqual(faultsOf({ ...MINIMAL, target, budgetUsd: 5, prices }), [])
  const profiles = { full: { epochs: 2, reducer: 'pass@3' } }
  assert.match(faultsOf({ ...MINIMAL, profiles })[0]!, /pass@3 needs 3 epochs, and the profile has 2/)
})

test('a judge that is the judged model is refused, unless the config says so', () => {
  const target = openai({ model: 'mini' })
  const faults = (judge: string, more: object = {}) =>
    faultsOf({
      ...MINIMAL,
      target,
      scorers: [rubric({ criteria: 'c', judge: openai({ model: judge }), ...more })],
    })
  assert.match(faults('mini')[0]!, /`scorers.0.judge`: the judge is the very model that is judged/)
  assert.deepEqual(faults('other'), [])
  assert.deepEqual(faults('mini', { allowSelf: true }), [])
})
