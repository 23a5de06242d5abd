import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, type TestContext } from 'node:test'
import { pathToFileURL } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

let browser: Browser | null = null
let folder = ''

before(async () => {
  if (!existsSync(executablePath)) return
  browser = await chromium.launch({ executablePath, args: ARGUMENTS })
  folder = await mkdtemp(join(tmpdir(), 'nightdrift-page-'))
})

after(async () => {
  await browser?.close()
  if (folder !== '') await rm(folder, { recursive: true })
})

/** Opens HTML from a file in a real browser, and collects what it complains of and asks for. */
export async function open(context: TestContext, html: string, colorScheme: 'light' | 'dark' = 'light') {
  if (browser === null) {
    assert.notEqual(
      process.env.NIGHTDRIFT_STRICT,
      '1',
      `There is no browser at ${executablePath}; set CHROMIUM.`,
    )
    context.skip(`left out: there is no browser at ${executablePath}; set CHROMIUM to one`)
    return null
  }
  const page = await browser.newPage({ colorScheme })
  const heard: string[] = []
  page.on('console', (message) => heard.push(message.text()))
  page.on('pageerror', (error) => heard.push(error.message))
  page.on('request', (request) => /^(file|data):/.test(request.url()) || heard.push(request.url()))
  const path = join(folder, 'page.html')
  await writeFile(path, html)
  await page.goto(pathToFileURL(path).href)
  return { page, heard }
}

/** Nothing is wider than a telephone's screen, or a desk's. */
export async function assertFits(page: Page): Promise<void> {
  for (const width of [375, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    assert.ok(
      (await page.evaluate(() => document.documentElement.scrollWidth)) <= width,
      `overflows at ${width}`,
    )
  }
}

/** Runs in the page: the contrast (WCAG 2.2) of every heading and of texts in softer colours with what is behind. */
export function contrasts(): number[] {
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map((part) => {
      const share = Number(part) / 255
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
  }
  const paper = luminance(getComputedStyle(document.body).backgroundColor)
  const texts = document.querySelectorAll('h1, h2, h3, h4, .soft, .kind, .eyebrow, .diverged, a, dt, dd')
  return Array.from(texts, (element) => {
    const ink = luminance(getComputedStyle(element).color)
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05)
  })
}
