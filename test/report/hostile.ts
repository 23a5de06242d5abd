import fc from 'fast-check'
import { parseHTML } from 'linkedom'
import type { Finding } from '../../drift/finding.ts'
import type { NightReport } from '../../report/night-report.ts'
import { COMPLETE } from './fixtures.ts'

/** What somebody would write who wants to be more than text. */
const ATTACKS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></pre></svg><iframe src="https://evil.example">',
  '@acme/everyone',
  'closes #1',
  'fixes acme/bot#12 and GH-3',
  'resolves https://github.com/acme/bot/issues/1',
  'www.evil.example',
  '![x](https://evil.example/pixel.png)',
  '[click](javascript:alert(1))',
  '<!-- nightdrift:5b1f0c9a77de4a10 -->',
  '<!--',
  '-->',
  '```',
  '``````\n# heading\n',
  '~~~',
  '| a | b |',
  '\r\nBcc: everyone@example.org',
  '\u202e\u0007\u0000\ud800',
  '\u001b[2J\u001b]0;owned\u0007',
  '&lt;b&gt;&amp;',
  '<%= it %><%~ it %>',
  '$&$`$1',
  '/close',
  '退款 🚲',
]

/** Texts made of attacks and noise, in any order. */
export function hostileText(): fc.Arbitrary<string> {
  const piece = fc.oneof(
    fc.constantFrom(...ATTACKS),
    fc.string({ maxLength: 12, unit: 'binary' }),
    fc.constantFrom(' ', '\n', '`', '\\'),
  )
  return fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join(''))
}

/** The complete night with one text in every place that strangers can write to. */
export function hostileNight(text: string): NightReport {
  return {
    ...COMPLETE,
    facts: [text],
    findings: COMPLETE.findings.map((one) => hostileFinding(one, text)),
    comparisons: COMPLETE.comparisons.map((one) => ({
      ...one,
      check: `tags.${text}`,
      slice: text,
      notes: [text],
    })),
  }
}

/** A finding with one text in every place that strangers can write to. */
export function hostileFinding(given: Finding, text: string): Finding {
  const { distribution } = given.comparison
  const categories = [{ name: text, reference: 0.25, current: 0.75 }]
  const shown = distribution?.kind === 'categorical' ? { ...distribution, categories } : distribution
  return {
    ...given,
    where: [text],
    comparison: {
      ...given.comparison,
      check: `tags.${text}`,
      slice: text,
      notes: [text],
      distribution: shown,
    },
    examples: [{ id: text, input: text, output: text, expected: text, why: text }],
  }
}

/** Attributes of a page that would run code, as a parser finds them: quoted text in an attribute is none. */
export function eventHandlers(html: string): string[] {
  const elements = [...parseHTML(html).document.querySelectorAll('*')]
  return elements.flatMap((element) => element.getAttributeNames().filter((name) => /^on/i.test(name)))
}
