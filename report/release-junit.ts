import { points } from './diff-words.ts'
import { oneLine } from './plain-text.ts'
import { type ReleasePage, releaseLine } from './release-page.ts'
import { fillTemplate } from './templates.ts'

/**
 * The release gate as JUnit XML: a test case a threshold, so that CI shows which were missed. Failed cases of the suite are no
 * failed tests: a release may have some.
 */
export function releaseJunit(page: ReleasePage): string {
  const tests = page.thresholds.map(testOf)
  const answered = page.gate === 'failed' && page.thresholds.every(({ verdict }) => verdict === 'met')
  const all = answered ? [...tests, unanswered(page)] : tests
  return fillTemplate('junit', {
    suite: oneLine(page.suite),
    tag: oneLine(page.tag ?? ''),
    tests: all,
    failures: all.filter(({ failure }) => failure !== null).length,
    errors: all.filter(({ error }) => error !== null).length,
    seconds: page.seconds.toFixed(3),
    line: oneLine(releaseLine(page), 2000),
  })
}

function testOf({
  scorer,
  slice,
  passed,
  n,
  passRate,
  threshold,
  verdict,
}: ReleasePage['thresholds'][number]) {
  const place = slice === null ? 'all cases' : oneLine(slice)
  const found = `${passed} of ${n} passed (${points(passRate)}), wanted ${points(threshold)}`
  return {
    scorer,
    name: `${place}: at least ${points(threshold)}`,
    verdict,
    failure: verdict === 'missed' ? found : null,
    error: verdict === 'insufficient-data' ? 'nothing was scored' : null,
  }
}

function unanswered({ reason }: ReleasePage) {
  return {
    scorer: 'answers',
    name: 'enough answers',
    verdict: 'insufficient-data',
    failure: null,
    error: oneLine(reason),
  }
}
