import {
  type Coverage,
  coverageTest,
  coveredShare,
  measureCoverage,
} from '../../drift/coverage/measure-coverage.ts'
import { uncoveredClusters } from '../../drift/coverage/uncovered-clusters.ts'
import { seededRandom } from '../../stats/random.ts'
import { shuffled } from '../../stats/shuffled.ts'
import { measure } from '../measure.ts'
import { benchOptions } from '../options.ts'
import { heldOutSource } from '../topics/held-out-prompts.ts'
import { embedPrompts } from './embed-prompts.ts'
import { anotherProblem, mixedPrompt, recordedPrompts } from './prompts.ts'

// How much of known traffic is called covered, how often unchanged traffic is called strange, and how long that takes.

const USAGE = `Usage: node bench/drift/coverage.ts [--trials N] [--nights N] [--small] [--only TEXT] [--seed TEXT]
  --trials N  draws of cases and traffic for each row of the table of shares (default: 5)
  --nights N  unchanged nights of each size whose test is counted (default: 400)
  --small     leave the sizes out that take minutes
  --only TEXT only the rows of the table of shares whose name has this text, and nothing else
  --seed TEXT other draws of cases and traffic`

const options = benchOptions(USAGE, {
  trials: { type: 'string', default: '5' },
  nights: { type: 'string', default: '400' },
  small: { type: 'boolean', default: false },
  only: { type: 'string' },
  seed: { type: 'string', default: '' },
})

const random = seededRandom(`coverage bench${options.seed}`)
const problems = recordedPrompts('gsm8k')
const instructions = recordedPrompts('self_instruct')

type Sides = readonly [cases: readonly string[], requests: readonly string[]]

const mixed = (count: number) => Array.from({ length: count }, () => mixedPrompt(random))
const some = (texts: readonly string[], from: number, to: number) => shuffled(texts, random).slice(from, to)

/** Recorded word problems, each once, and then again with other people and numbers. */
function maths(count: number): string[] {
  const recorded = some(problems, 0, count)
  return Array.from(
    { length: count },
    (_, i) => recorded[i] ?? anotherProblem(recorded[i % problems.length]!, random),
  )
}

async function covered([cases, requests]: Sides, seed: string): Promise<Coverage> {
  return measureCoverage(await embedPrompts(cases, requests), seed)
}

async function shares(name: string, sides: () => Sides): Promise<void> {
  if (!name.includes(options.only ?? '')) return
  const found: number[] = []
  for (let trial = 0; trial < Number(options.trials); trial += 1)
    found.push(coveredShare(await covered(sides(), `${name} ${trial}`), 0.95).share)
  const mean = found.reduce((sum, share) => sum + share, 0) / found.length
  const range = [Math.min(...found), Math.max(...found)].map((share) => share.toFixed(3)).join(' to ')
  console.log(`| ${name} | ${mean.toFixed(3)} | ${range} |`)
}

async function table(): Promise<void> {
  console.log('| cases, traffic | covered | range |\n|---|---|---|')
  for (const cases of [60, 126, 170]) {
    const split = () => shuffled(instructions, random)
    await shares(`${cases} recorded instructions, ${252 - cases} others of them`, () => {
      const all = split()
      return [all.slice(0, cases), all.slice(cases)]
    })
    await shares(`${cases} recorded instructions, 80 % others of them and 20 % maths`, () => {
      const all = split()
      return [all.slice(0, cases), [...all.slice(cases), ...maths(Math.round((252 - cases) / 4))]]
    })
    await shares(`${cases} recorded instructions, 300 maths`, () => [split().slice(0, cases), maths(300)])
  }
  await heldOut()
  for (const [cases, requests] of sizes()) {
    const name = `${cases} generated, ${requests}`
    await shares(`${name} of the same`, () => [mixed(cases), mixed(requests)])
    await shares(`${name}: 80 % of the same and 20 % maths`, () => [
      mixed(cases),
      [...mixed(0.8 * requests), ...maths(0.2 * requests)],
    ])
    await shares(`${name} maths`, () => [mixed(cases), maths(requests)])
  }
}

/** Prompts that no number of the method was chosen on. */
async function heldOut(): Promise<void> {
  for (const [cases, requests] of [
    [60, 200],
    [60, 300],
    [60, 2000],
    [126, 300],
    [500, 2000],
  ] as const) {
    const name = `${cases} held-out, ${requests}`
    const drawn = (kind: string, count: number) => heldOutSource(`${name} ${kind} ${random()}`).mixed(count)
    await shares(`${name} of the same`, () => {
      const all = drawn('same', cases + requests)
      return [all.slice(0, cases), all.slice(cases)]
    })
    await shares(`${name}: 80 % of the same and 20 % maths`, () => {
      const all = drawn('mixed', cases + Math.round(0.8 * requests))
      return [all.slice(0, cases), [...all.slice(cases), ...maths(Math.round(0.2 * requests))]]
    })
    await shares(`${name} maths`, () => [drawn('maths', cases), maths(requests)])
  }
}

function sizes(): readonly (readonly [number, number])[] {
  const small = [
    [60, 300],
    [60, 2000],
    [500, 300],
    [500, 2000],
  ] as const
  const large = [
    [60, 20_000],
    [5000, 300],
    [5000, 2000],
    [5000, 20_000],
  ] as const
  return options.small ? small : [...small, ...large]
}

/** Alarms at 5 % on nights without any difference; more than 35 of 400 have a probability below 0.1 %. */
async function alarms(name: string, sides: () => Sides): Promise<void> {
  let found = 0
  for (let night = 0; night < Number(options.nights); night += 1) {
    const [cases, requests] = sides()
    const { pValue } = coverageTest(await embedPrompts(cases, requests), `${name} ${night}`)
    if (pValue <= 0.05) found += 1
  }
  console.log(`| ${name} | ${found} of ${options.nights} |`)
}

async function calibration(): Promise<void> {
  console.log('| unchanged nights | alarms at 5 % |\n|---|---|')
  await alarms('60 generated cases, 200 requests', () => [mixed(60), mixed(200)])
  await alarms('200 generated cases, 100 requests', () => [mixed(200), mixed(100)])
  await alarms('126 recorded instructions, 126 others', () => {
    const all = shuffled(instructions, random)
    return [all.slice(0, 126), all.slice(126)]
  })
}

async function speed(cases: number, requests: number): Promise<void> {
  const texts = await embedPrompts(mixed(cases), [...mixed(0.8 * requests), ...maths(0.2 * requests)])
  const { seconds, processorSeconds, peakMegabytes } = await measure(async () => {
    const { uncovered } = measureCoverage(texts, 'speed')
    const failed = new Float64Array(requests).fill(Number.NaN)
    uncoveredClusters(texts, { uncovered, failed, seed: 'speed' })
  })
  console.log(
    `${cases} cases, ${requests} requests: ${seconds.toFixed(1)} s, ${processorSeconds.toFixed(1)} s of processor time, at most ${peakMegabytes.toFixed(0)} MB in all`,
  )
}

const isWhole = options.only === undefined
if (isWhole) await speed(5000, 2000)
if (isWhole) await speed(5000, 20_000)
if (Number(options.trials) > 0) await table()
if (isWhole && Number(options.nights) > 0) await calibration()
