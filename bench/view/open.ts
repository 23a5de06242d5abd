import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { type Browser, chromium } from 'playwright-core'
import { measureCommand } from '../measure.ts'
import { benchOptions } from '../options.ts'

// How long the page of a run takes: two runs of one suite from a recording, then `nightdrift view RUN --base RUN`, then the
// page in Chromium, from asking for it until its list is drawn: `node bench/view/open.ts`.

/** What the docs promise, in seconds. */
const LIMIT = 2

const USAGE = `Usage: node bench/view/open.ts [--cases N] [--words N] [--opens N]
  --cases N  how many cases the suite has (default: 5000)
  --words N  how many words an answer has, and an input half of it (default: 120)
  --opens N  how often the page is opened (default: 5)`

const values = benchOptions(USAGE, {
  cases: { type: 'string', default: '5000' },
  words: { type: 'string', default: '120' },
  opens: { type: 'string', default: '5' },
})
const cases = Number(values.cases)
const words = Number(values.words)

const MAIN = fileURLToPath(new URL('../../cli/main.ts', import.meta.url))
const folder = await mkdtemp(join(tmpdir(), 'nightdrift-bench-'))
try {
  await writeProject()
  const base = await evaluate('base')
  const head = await evaluate('head')
  const file = join(folder, 'view.html')
  const written = await nightdrift('view', head, '--base', base, '--html', file, '--json')
  const { shown } = JSON.parse(written.result) as { shown: number }
  console.log(
    `${cases} cases, ${shown} shown: written in ${written.seconds.toFixed(2)} s (${written.processorSeconds.toFixed(2)} s of processor time, ${Math.round(written.peakMegabytes)} MB)`,
  )
  await openOften(file)
} finally {
  await rm(folder, { recursive: true, force: true })
}

/** Every tenth answer of the head is another one, every twentieth is wrong. */
async function writeProject(): Promise<void> {
  const text = (id: number, length: number) =>
    Array.from({ length }, (_, place) => `word${(id * 31 + place * 17) % 2000}`).join(' ')
  const lines = (line: (id: number) => object) =>
    Array.from({ length: cases }, (_, id) => `${JSON.stringify(line(id))}\n`).join('')
  const kinds = ['refund', 'order', 'delivery', 'other']
  await writeFile(
    join(folder, 'cases.jsonl'),
    lines((id) => ({
      id: `case-${id}`,
      input: text(id, words / 2),
      expected: `answer ${id}`,
      tags: { intent: kinds[id % 4] },
    })),
  )
  const answer = (id: number, change: number) =>
    `${text(id + (id % 10 < change ? 1 : 0), words)} answer ${id % 20 < change ? 'none' : id}`
  for (const [name, change] of [
    ['base', 0],
    ['head', 1],
  ] as const) {
    await writeFile(
      join(folder, `${name}.jsonl`),
      lines((id) => ({ id: `case-${id}`, output: answer(id, change) })),
    )
    await writeFile(
      join(folder, `${name}.config.ts`),
      `import { contains, defineConfig, replay } from 'nightdrift'
export default defineConfig({ name: 'bench', dataset: 'cases.jsonl', target: replay('${name}.jsonl'), scorers: [contains()] })`,
    )
  }
}

async function evaluate(name: string): Promise<string> {
  const { result } = await measureCommand(process.execPath, [
    MAIN,
    'eval',
    '--config',
    join(folder, `${name}.config.ts`),
    '--json',
  ])
  return (JSON.parse(result) as { run: string }).run
}

function nightdrift(...words: string[]) {
  return measureCommand(process.execPath, [MAIN, ...words, '--config', join(folder, 'head.config.ts')])
}

async function openOften(file: string): Promise<void> {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
  const browser = await chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu'],
  })
  try {
    const opens: Opened[] = []
    for (let time = 0; time < Number(values.opens); time += 1) opens.push(await openOnce(browser, file))
    const seconds = opens.map((each) => each.seconds)
    const middle = seconds.toSorted((a, b) => a - b)[Math.floor(seconds.length / 2)] ?? 0
    const load = loadavg()[0]?.toFixed(1)
    console.log(
      `opened in ${seconds.map((each) => each.toFixed(2)).join(', ')} s: median ${middle.toFixed(2)} s, ${middle <= LIMIT ? 'within' : 'BEYOND'} the limit of ${LIMIT} s (load average ${load})`,
    )
    const busy = opens.map((each) => each.processorSeconds.toFixed(2)).join(', ')
    console.log(`  of which the page was busy for ${busy} s, of parsing, script, layout and painting`)
  } finally {
    await browser.close()
  }
}

interface Opened {
  readonly seconds: number
  /** Of the page's main thread, which tells the work on a busy machine. */
  readonly processorSeconds: number
}

async function openOnce(browser: Browser, file: string): Promise<Opened> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  const session = await page.context().newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  const start = performance.now()
  await page.goto(pathToFileURL(file).href)
  await page.locator('.list li').first().waitFor()
  const seconds = (performance.now() - start) / 1000
  const { metrics } = await session.send('Performance.getMetrics')
  await page.close()
  return { seconds, processorSeconds: metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0 }
}
