import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JudgedComparison } from '../../drift/comparison.ts'
import { decide } from '../../drift/decide.ts'
import { type EarlierFinding, type LeftOpen, standEarlier } from '../../drift/earlier-finding.ts'
import { drifted, effect, regression } from './make-comparison.ts'

function leftOpen(
  comparisons: readonly JudgedComparison[],
  earlier: readonly EarlierFinding[] = [],
  night = '2026-11-22',
): LeftOpen {
  return { findings: decide(comparisons, { suite: 's', night }), earlier, comparisons }
}

const stand = (before: LeftOpen, tonight: readonly JudgedComparison[]) =>
  standEarlier(before, tonight, new Set())

const standings = (before: readonly JudgedComparison[], tonight: readonly JudgedComparison[]) =>
  stand(leftOpen(before), tonight).map(({ standing }) => standing)

const unsure = (given: Partial<JudgedComparison> = {}) => drifted({ verdict: 'same', ...given })
const within = (given: Partial<JudgedComparison> = {}) => unsure({ effect: effect(-0.05), ...given })

test('only a difference that is back within its minimum has recovered', () => {
  assert.deepEqual(standings([drifted()], [unsure()]), ['beyond'])
  assert.deepEqual(standings([drifted()], [within()]), ['recovered'])
  assert.deepEqual(standings([drifted()], [unsure({ direction: 'down', effect: effect(0.4) })]), [
    'recovered',
  ])
  const fell = (drop: number) => regression({ verdict: 'same', effect: effect(-drop, 'passRateDifference') })
  assert.deepEqual(standings([regression()], [fell(0.05)]), ['beyond'])
  assert.deepEqual(standings([regression()], [fell(0.01)]), ['recovered'])
  assert.deepEqual(standings([regression()], [fell(-0.05)]), ['recovered'])
})

test('a distance that is still there has not recovered because its medians moved', () => {
  const ks = (direction: JudgedComparison['direction'], given: Partial<JudgedComparison> = {}) =>
    unsure({ direction, effect: effect(0.29, 'ks'), ...given })
  const told = (direction: JudgedComparison['direction']) => ks(direction, { verdict: 'drifted' })
  const [still] = stand(leftOpen([told('up')]), [ks('changed', { rule: 'p 0.2 > 0.01' })])
  assert.deepEqual(
    [still?.standing, still?.rule, still?.title],
    ['beyond', 'p 0.2 > 0.01', 'Latency is higher than on the recent nights'],
  )
  assert.deepEqual(standings([told('changed')], [ks('down')]), ['beyond'])
  assert.deepEqual(standings([told('up')], [told('changed')]), ['open'])
  assert.deepEqual(standings([told('up')], [ks('changed', { effect: effect(0.05, 'ks') })]), ['recovered'])
  assert.deepEqual(standings([told('up')], [ks('down')]), ['recovered'])
})

test('what was not judged, or is told within another finding, is left open', () => {
  assert.deepEqual(standings([drifted()], []), ['open'])
  const unknown = drifted({ verdict: 'insufficient-data', direction: null })
  assert.deepEqual(standings([drifted()], [unknown]), ['open'])
  assert.deepEqual(standings([drifted()], [drifted()]), ['open'])
})

test('accepted is told apart from recovered', () => {
  assert.deepEqual(standings([drifted()], [drifted({ verdict: 'accepted' })]), ['accepted'])
})

test('only the families that told a finding say how it stands', () => {
  const slow = unsure({ family: 'slow-drift' })
  assert.deepEqual(standings([drifted()], [within(), slow]), ['recovered'])
  const both = [drifted(), drifted({ family: 'slow-drift' })]
  assert.deepEqual(standings(both, [within(), slow]), ['beyond'])
})

test('it goes on over nights that do not tell it, until it recovers', () => {
  const second = stand(leftOpen([drifted()]), [unsure({ rule: 'p 0.48 > 0.01' })])
  assert.deepEqual(
    second.map(({ toldOn, rule, title }) => [toldOn, rule, title]),
    [['2026-11-22', 'p 0.48 > 0.01', 'Latency is higher than on the recent nights']],
  )
  const third = stand(leftOpen([], second), [])
  assert.deepEqual([third[0]?.standing, third[0]?.toldOn], ['open', '2026-11-22'])
  const fourth = stand(leftOpen([], third), [within()])
  assert.deepEqual(fourth[0]?.standing, 'recovered')
  assert.deepEqual(stand(leftOpen([], fourth), [within()]), [])
})

test('a finding that is told again stands for itself', () => {
  const before = leftOpen([drifted()])
  assert.deepEqual(standEarlier(before, [drifted()], new Set([before.findings[0]!.fingerprint])), [])
})

test('a new topic is still there on a night on which what is gone is surer', () => {
  const topic = (share: number, given: Partial<JudgedComparison> = {}) =>
    drifted({
      check: 'topics',
      type: 'text',
      minimumEffect: 0.02,
      effect: effect(share, 'topicShare'),
      ...given,
    })
  const gone = (newTopicShare: number) =>
    topic(-0.05, { verdict: 'same', direction: 'down', metrics: { newTopicShare, goneTopicShare: 0.05 } })
  const [still] = stand(leftOpen([topic(0.2)]), [gone(0.2)])
  assert.equal(still?.standing, 'beyond')
  assert.equal(still?.rule, 'share of texts in what is new or more frequent 0.2 > minimum 0.02')
  assert.deepEqual(standings([topic(0.2)], [gone(0.01)]), ['recovered'])
  assert.deepEqual(
    standings([topic(0.2)], [topic(-0.05, { direction: 'down', metrics: { newTopicShare: 0 } })]),
    ['recovered'],
  )
})

test('a topic that its test still sees has not recovered, however small its share comes out', () => {
  const topic = (given: Partial<JudgedComparison>) =>
    drifted({
      type: 'text',
      check: 'topics',
      effect: effect(0.08, 'topicShare'),
      minimumEffect: 0.02,
      ...given,
    })
  const small = { verdict: 'same', effect: effect(0.0174, 'topicShare'), alpha: 0.0033 } as const
  assert.deepEqual(standings([topic({})], [topic({ ...small, adjustedPValue: 0.0008 })]), ['open'])
  assert.deepEqual(standings([topic({})], [topic({ ...small, adjustedPValue: 0.02 })]), ['recovered'])
})
