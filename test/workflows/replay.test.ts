import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { Worker, type WorkflowBundleWithSourceMap } from '@temporalio/worker'
import { bundleWorkflows } from '../../worker/bundle-workflows.ts'
import { installRuntime } from '../../worker/run-worker.ts'
import { readHistory, recordedNames } from './history-file.ts'

// Histories are recorded by the tests that make them: `NIGHTDRIFT_RECORD_HISTORIES=1 npm run test:all`. Do so for a new
// path; a change that breaks an old history breaks nights under way, and needs `patched` instead of a new recording.

let bundle: WorkflowBundleWithSourceMap

before(async () => {
  installRuntime(() => undefined)
  bundle = await bundleWorkflows()
})

/** Replays recorded histories; says of each what does not fit, or null. */
async function replay(names: readonly string[], code: string): Promise<Map<string, string | null>> {
  const outcomes = new Map<string, string | null>()
  // One at a time, so that each outcome is known to be of its history.
  for (const name of names) {
    const results = Worker.runReplayHistories({ workflowBundle: { code } }, [readHistory(name)])
    for await (const { error } of results) outcomes.set(name, error?.message ?? null)
  }
  return outcomes
}

test('every recorded history is replayed by the workflows as they are', async () => {
  const names = recordedNames()
  assert.ok(names.length >= 10)
  assert.deepEqual(await replay(names, bundle.code), new Map(names.map((name) => [name, null])))
})

/** Changes to the compiled workflows, and a history of each that must not fit any more. */
const CHANGES = [
  {
    what: 'delivers issues instead of comparing',
    from: 'compareNight(',
    to: 'deliverIssues(',
    names: ['nightly-complete', 'nightly-suite-failed'],
  },
  {
    what: 'tells nobody of a cancelled night',
    from: '.nonCancellable(()=>tellPeople(',
    to: '.cancellable(()=>tellPeople(',
    names: ['nightly-cancelled'],
  },
  {
    what: 'scores no traffic',
    from: 'scoreTraffic({',
    to: 'planTraffic({',
    names: ['nightly-scored'],
  },
  {
    what: 'runs no batches',
    from: 'await runSuiteBatch(',
    to: 'await planSuite(',
    names: ['suite-cancelled', 'suite-run-first'],
  },
  {
    what: 'loads no files',
    from: 'await loadTrafficFile(',
    to: 'await closeTraffic(',
    names: ['traffic-cancelled', 'traffic-load-last'],
  },
  { what: 'closes no suite', from: 'await closeSuite(', to: 'void (', names: ['suite-run-last'] },
  {
    what: 'stops continuing as new',
    from: 'cursor < pinned.batches',
    to: 'false',
    names: ['suite-run-first'],
  },
  {
    what: 'summarises no partitions',
    from: 'to: partitions',
    to: 'to: 0',
    names: ['traffic-load-last'],
  },
  {
    what: 'names nights otherwise',
    from: '`nightdrift/$',
    to: '`nights/$',
    names: ['launch-night', 'launch-night-joined'],
  },
]

for (const { what, from, to, names } of CHANGES) {
  test(`a change that ${what} does not pass`, async () => {
    assert.ok(bundle.code.includes(from), `the compiled workflows hold ${from}`)
    const outcomes = await replay(names, bundle.code.replace(from, to))
    for (const [name, error] of outcomes) assert.ok(error, `${name} was replayed all the same`)
  })
}
