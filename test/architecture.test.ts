import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** One rule of the house: who may import what of the project, and why not more. */
interface Rule {
  readonly folder: string
  readonly values: readonly string[]
  /** May be imported as types only. */
  readonly types?: readonly string[]
  readonly reason: string
}

const RULES: readonly Rule[] = [
  { folder: 'stats', values: ['stats'], reason: 'numbers know no word of the project' },
  {
    folder: 'suite',
    values: ['suite', 'stats'],
    reason: 'the evaluation is pure and knows nothing of drift or of effects',
  },
  {
    folder: 'drift',
    values: ['drift', 'stats'],
    types: ['suite'],
    reason: 'verdicts must be reproducible without I/O',
  },
  {
    folder: 'report',
    values: ['report', 'drift', 'suite', 'stats'],
    types: ['activities'],
    reason: 'rendering is a function of the night alone',
  },
  {
    folder: 'queries',
    values: [
      'queries',
      'suite/case.ts',
      'suite/case-digest.ts',
      'suite/card-numbers.ts',
      'suite/judge/judging.ts',
      'suite/config/errors.ts',
      'drift/summary.ts',
      'drift/gaps.ts',
      'drift/anchors.ts',
      'drift/exact-summary.ts',
      'drift/grid-counter.ts',
      'drift/over-own-anchors.ts',
      'drift/code-point-order.ts',
      'stats/sort-numbers.ts',
    ],
    types: ['drift', 'suite'],
    reason: 'queries turn files into rows; what rows mean is decided elsewhere',
  },
  {
    folder: 'workflows',
    values: ['workflows'],
    types: ['activities', 'report', 'drift', 'suite'],
    reason: 'workflows are replayed: effects and floating-point statistics stay in activities',
  },
  {
    folder: 'activities',
    values: ['activities', 'queries', 'suite', 'drift', 'stats', 'report'],
    reason: 'activities reach the world through ports',
  },
  {
    folder: 'adapters',
    values: ['adapters', 'suite', 'activities/delivery-error.ts', 'activities/find-files.ts'],
    types: ['activities', 'drift'],
    reason: 'an adapter implements a port and knows nothing of the pipeline',
  },
  {
    folder: 'worker',
    values: [
      'worker',
      'activities',
      'adapters',
      'queries',
      'suite',
      'drift',
      'report',
      'workflows/ids.ts',
      'workflows/messages.ts',
    ],
    types: ['workflows'],
    reason: 'workflows are loaded by path, into their sandbox',
  },
  {
    folder: 'cli',
    values: [
      'package.json',
      'cli',
      'worker',
      'activities',
      'drift',
      'report',
      'suite',
      'queries',
      'examples',
      'workflows/budget.ts',
      'workflows/ids.ts',
      'workflows/messages.ts',
    ],
    types: ['workflows'],
    reason: 'the command line sits on top of everything but adapters',
  },
  {
    folder: 'infra',
    values: ['infra', 'worker/bundle-workflows.ts'],
    reason: 'infra is how it is built and run, and is imported by nobody',
  },
]

const IMPORT =
  /^(?:import|export)\s+(type\s+)?(?:[^'"]*?\sfrom\s+)?['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)/gm

interface Edge {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

test('every import follows the direction of the house', () => {
  const broken = edges().flatMap(({ from, to, typeOnly }) => {
    const rule = RULES.find(({ folder }) => from.startsWith(`${folder}/`))
    if (rule === undefined) return []
    const allowed = [...rule.values, ...(typeOnly ? (rule.types ?? []) : [])]
    const fits = allowed.some((place) => to === place || to.startsWith(`${place}/`))
    return fits ? [] : [`${from} may not import ${to}${typeOnly ? '' : ' (as a value)'}: ${rule.reason}`]
  })
  assert.deepEqual(broken, [])
})

test('no value import goes in a circle', () => {
  const graph = new Map<string, string[]>()
  for (const { from, to, typeOnly } of edges())
    if (!typeOnly) graph.set(from, [...(graph.get(from) ?? []), to])
  const done = new Set<string>()
  const visit = (file: string, path: readonly string[]): void => {
    assert.ok(
      !path.includes(file),
      `imports go in a circle: ${[...path.slice(path.indexOf(file)), file].join(' → ')}`,
    )
    if (done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of graph.keys()) visit(file, [])
})

test('pure folders ask neither the clock nor unseeded chance', () => {
  const impure = sources()
    .filter((file) => /^(stats|suite|drift|report)\//.test(file))
    .filter((file) => /\bMath\.random\(|\bDate\.now\(|\bnew Date\(\)/.test(read(file)))
  assert.deepEqual(impure, [])
})

test('nothing is used that Node 22 has not, which the package also runs on', () => {
  const later =
    /\b(?:Async)?DisposableStack\(|\bRegExp\.escape\(|\bPromise\.try\(|\bimport\.meta\.main\b(?! \?\?|`)/
  const shipped = sources().filter((file) => !/^(bench|infra)\//.test(file))
  assert.deepEqual(
    shipped.filter((file) => later.test(read(file))),
    [],
  )
})

test('files are of one idea: at most 300 lines', () => {
  const long = sources().filter((file) => read(file).split('\n').length > 301)
  assert.deepEqual(long, [])
})

function edges(): Edge[] {
  return sources().flatMap((from) =>
    [...read(from).matchAll(IMPORT)].map((match) => ({
      from,
      to: normalize(join(dirname(from), match[2] ?? match[3] ?? '')),
      typeOnly: match[1] !== undefined,
    })),
  )
}

function sources(): string[] {
  const folders =
    '{stats,suite,drift,report,queries,workflows,activities,adapters,worker,cli,infra,bench,examples}'
  return globSync(`${folders}/**/*.ts`, { cwd: root })
    .map((file) => relative(root, join(root, file)))
    .sort()
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8')
}
