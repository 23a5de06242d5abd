import assert from 'node:assert/strict'
import { test } from 'node:test'
import { promptSource } from '../../../bench/topics/mixed-prompts.ts'
import { compareTopics } from '../../../drift/topics/compare-topics.ts'
import type { PairedTexts } from '../../../drift/topics/topic-text.ts'
import { seededRandom } from '../../../stats/random.ts'
import { topicTexts } from './make-texts.ts'

const compared = (pair: PairedTexts, seed = 'a night') =>
  compareTopics(pair, { family: 'live-against-recent', check: 'topics', seed, minimumEffect: 0.02 })

const firstCategory = ({ comparison }: ReturnType<typeof compared>) =>
  comparison.distribution?.kind === 'categorical' ? comparison.distribution.categories[0] : undefined

/** 20 of 120 requests are about cargo bikes, which none of 300 were before. */
const cargoPair = remembered(async (): Promise<PairedTexts> => {
  const source = promptSource('cargo')
  const asked = ['How do I rent a cargo bike', 'Does a cargo bike fit', 'Is a child seat on the cargo bike']
  const cargo = source.mixed(20).map((prompt, place) => `${asked[place % 3]} ${prompt.slice(0, 25)}?`)
  return {
    reference: await topicTexts(source.mixed(300)),
    current: await topicTexts([...source.mixed(100), ...cargo]),
  }
})
const cargoFound = remembered(async () => compared(await cargoPair()))

/** Made when it is first asked for, and once. */
function remembered<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined
  return () => {
    made ??= make()
    return made
  }
}

test('a new topic is found, measured and named, and shown by texts of it', async () => {
  const result = await cargoFound()
  const { comparison, typical } = result
  assert.ok(comparison.pValue! < 1e-6)
  assert.equal(comparison.effect?.name, 'topicShare')
  const { value, interval } = comparison.effect!
  assert.ok(Math.abs(value - 20 / 120) < 0.03 && interval.lower > 0.05 && interval.upper < 0.3, `${value}`)
  assert.match(firstCategory(result)?.name ?? '', /“(a )?cargo( bike)?”/)
  assert.equal(typical.length, 5)
  assert.ok(typical.every(({ text }) => text?.includes('cargo bike')))
})

test('what is new and what is gone are both measured, whichever is surer', async () => {
  const source = promptSource('both ways')
  const about = (what: string, count: number) =>
    source.mixed(count).map((prompt) => `Where is my ${what} ${prompt.slice(0, 25)}?`)
  const { comparison } = compared({
    reference: await topicTexts([...source.mixed(120), ...about('lost umbrella', 60)]),
    current: await topicTexts([...source.mixed(120), ...about('cargo bike', 20)]),
  })
  const { newTopicShare, goneTopicShare } = comparison.metrics
  assert.ok(comparison.effect!.value < 0, 'what is gone is surer')
  assert.equal(goneTopicShare, -comparison.effect!.value)
  assert.ok(newTopicShare! > 0.1 && newTopicShare! < 0.2, `${newTopicShare}`)
})

test('a classifier and the mean discrepancy stand beside the verdict', async () => {
  const { metrics, notes, pValue } = (await cargoFound()).comparison
  assert.ok(metrics.classifierAuc! > 0.5 && metrics.classifierPValue! < 0.1)
  assert.ok(metrics.discrepancyPValue! <= 0.05 && metrics.squaredDiscrepancy! > 0)
  assert.ok(pValue! < 1e-6, 'the verdict is its own four parts')
  assert.match(
    notes.join(),
    /beside the verdict: a classifier .* AUC 0\.\d+, p 0\.\d+; .*discrepancy has p 0\.0/,
  )
})

test('a topic that is gone has a negative effect, and its cluster has vanished', async () => {
  const { reference, current } = await cargoPair()
  const { comparison, typical, clusters, words } = compared({ reference: current, current: reference })
  assert.ok(comparison.effect!.value < -0.1 && comparison.effect!.interval.upper < 0)
  const { topicShareReference, topicShareCurrent } = comparison.metrics
  assert.ok(topicShareReference! > 0.1 && topicShareCurrent! < 0.01)
  assert.ok(words.gone.some(({ word }) => word.includes('cargo')))
  assert.ok(words.gone.every((word) => word.reference > word.current))
  assert.ok(words.new.every((word) => word.reference < word.current))
  assert.ok(typical.every(({ text }) => text?.includes('cargo bike')))
  assert.equal(clusters[0]?.change, 'vanished')
})

test('without texts a topic is found by its hashed terms and not named', async () => {
  const pair = await cargoPair()
  const bare = (side: PairedTexts['current']) => side.map((text) => ({ ...text, text: null }))
  const result = compared({
    reference: bare(pair.reference.slice(0, 150)),
    current: bare(pair.current.slice(-80)),
  })
  assert.ok(result.comparison.pValue! < 1e-6 && result.comparison.effect!.value > 0.1)
  assert.equal(firstCategory(result)?.name, 'a topic without words of its own')
  assert.ok(result.clusters.length > 0 && result.clusters.every(({ words }) => words.length === 0))
  assert.deepEqual(result.words.new, [])
  assert.match(result.comparison.notes.join(), /storeText is off/)
})

test('vectors are compared as well as terms', async () => {
  const random = seededRandom('vectors')
  const texts = (count: number, shift: number) =>
    Array.from({ length: count }, (_, place) => ({
      id: `${place}`,
      text: null,
      unit: null,
      embedding: Array.from({ length: 40 }, (_, at) => random() - 0.5 + (at === 0 ? shift : 0)),
    }))
  const { comparison } = compared({ reference: texts(200, 0), current: [...texts(70, 0), ...texts(30, 3)] })
  assert.ok(comparison.pValue! <= 0.001 && comparison.effect!.value > 0.05, `${comparison.effect?.value}`)
})

test('the same texts give the same bytes', async () => {
  const pair = await cargoPair()
  assert.equal(JSON.stringify(await cargoFound()), JSON.stringify(compared(pair)))
})

test('few users are too little data, however much they write', async () => {
  const source = promptSource('few')
  const of = (count: number, users: number) =>
    topicTexts(
      source.mixed(count),
      Array.from({ length: count }, (_, place) => `user ${place % users}`),
    )
  const { comparison } = compared({ reference: await of(200, 60), current: await of(200, 10) })
  assert.equal(comparison.pValue, null)
  assert.match(comparison.notes.join(), /60 and 10 conversations or users; 30 a side are needed/)
})

test('with nothing new, users who repeat themselves alarm at most as often as the level says', async () => {
  let alarms = 0
  for (let trial = 0; trial < 6; trial += 1) {
    const source = promptSource(`quiet ${trial}`)
    const random = seededRandom(`quiet ${trial}`)
    const side = async (users: number) => {
      const own = source.mixed(users).flatMap((prompt, user) => {
        const words = prompt.split(' ')
        return Array.from({ length: 1 + Math.floor(3 * random()) }, () => ({
          text: words.slice(Math.floor(random() * 3)).join(' '),
          user: `user ${user}`,
        }))
      })
      return topicTexts(
        own.map(({ text }) => text),
        own.map(({ user }) => user),
      )
    }
    const pair = { reference: await side(60), current: await side(35) }
    if (compared(pair, `${trial}`).comparison.pValue! <= 0.05) alarms += 1
  }
  assert.ok(alarms <= 2, `${alarms} of 6`)
})

test('a diffuse topic in a fifth of the texts is found', async () => {
  const source = promptSource('diffuse')
  const pair = {
    reference: await topicTexts(source.mixed(500)),
    current: await topicTexts([...source.mixed(240), ...source.coding(60)]),
  }
  const result = compared(pair)
  assert.ok(result.comparison.pValue! < 0.005 && result.comparison.effect!.corrected > 0.02)
  assert.match(firstCategory(result)?.name ?? '', /code|function|program/)
})
