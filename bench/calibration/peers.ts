import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { seededRandom } from '../../stats/random.ts'
import { measureCommand } from '../measure.ts'
import { pythonWith } from '../python-environment.ts'
import { QUIET, type QuietNights } from './quiet-rows.ts'

const SCRIPT = fileURLToPath(new URL('./peer-alarms.py', import.meta.url))

const PEERS = {
  evidently: ['evidently==0.7.23', 'pandas<3', 'pyarrow==26.0.1'],
  nannyml: ['nannyml==0.13.1', 'statsmodels==0.14.6'],
} as const

/** Of each kind of nights so many lakes, with so many nights of reference and so many that are checked. */
const LAKES = { count: 5, reference: 28, checked: 20 }

/** Rows that peers are shown as such: a million requests a night are too many for a table in memory. */
const SHOWN = new Set(['30', '300', '1,000', '30 to 10,000'])

/** How often the defaults of Evidently and NannyML alarm with nothing wrong, beside the labels of each kind of nights. */
export async function peerRows(): Promise<string[][]> {
  const shown = QUIET.filter(({ sizes }) => SHOWN.has(sizes))
  const folder = await mkdtemp(join(tmpdir(), 'nightdrift-calibration-'))
  try {
    const path = join(folder, 'rows.json')
    await writeFile(path, JSON.stringify({ reference: LAKES.reference, rows: shown.map(simulated) }))
    const evidently = await alarmsOf('evidently', path)
    const nannyml = await alarmsOf('nannyml', path)
    return shown.map(({ feature, traffic, between, sizes }, i) => [
      feature.name,
      `${traffic.name}, deviation ${between}`,
      sizes,
      evidently[i]!,
      nannyml[i]!,
    ])
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function alarmsOf(peer: keyof typeof PEERS, path: string): Promise<string[]> {
  const python = await pythonWith(PEERS[peer])
  const { result } = await measureCommand(python, [SCRIPT, peer, path])
  const found = JSON.parse(result.trim().split('\n').at(-1)!) as [alarms: number, trials: number][]
  return found.map(([alarms, trials]) => `${((100 * alarms) / trials).toFixed(0)} %`)
}

function simulated(quiet: QuietNights) {
  const { feature, traffic, sizeOf, between, sizes } = quiet
  const random = seededRandom(`peers ${feature.name} ${traffic.name} ${sizes}`)
  let type = ''
  const lakes = Array.from({ length: LAKES.count }, () => {
    const moved = traffic.sequence(random)
    return Array.from({ length: LAKES.reference + LAKES.checked }, (_, at) => {
      const night = { n: sizeOf(random), shift: between * moved(at), wobble: between, random }
      const summary = feature.summarise('x', night)
      type = summary.type
      return [[...(summary.type === 'numeric' ? summary.values : summary.categories)], [...summary.counts]]
    })
  })
  return { type, lakes }
}
