import { h } from 'preact'
import type { PageEpoch, PageScore } from '../page-data.ts'

export interface ScoresProps {
  readonly scorers: readonly string[]
  readonly base: PageEpoch | null
  readonly head: PageEpoch | null
  readonly hasBase: boolean
}

/** What each scorer said, with its reasons, of both runs. */
export function Scores({ scorers, base, head, hasBase }: ScoresProps) {
  const columns = hasBase ? ['Scorer', 'Base', 'This run'] : ['Scorer', 'Score']
  const rows = scorers.map((name, place) => {
    const [before, now] = [base?.scores[place] ?? null, head?.scores[place] ?? null]
    const cells = hasBase ? [before, now] : [now]
    return h('tr', { key: name }, h('th', { scope: 'row' }, name), cells.map(cell))
  })
  return h('table', { class: 'scores' }, [
    h(
      'thead',
      { key: 'head' },
      h(
        'tr',
        {},
        columns.map((title) => h('th', { key: title, scope: 'col' }, title)),
      ),
    ),
    h('tbody', { key: 'body' }, rows),
  ])
}

function cell(score: PageScore | null, place: number) {
  if (score === null) return h('td', { key: place, class: 'soft' }, '–')
  const { value, passed, reason } = score
  const word = passed === null ? 'unscored' : passed ? 'passed' : 'failed'
  const tone = { unscored: 'soft', passed: 'calm', failed: 'alarm' }[word]
  return h(
    'td',
    { key: place },
    h('span', { class: `verdict ${tone}` }, `${{ unscored: '–', passed: '✓', failed: '✕' }[word]} ${word}`),
    value !== null && h('span', { class: 'soft' }, ` ${Number(value.toFixed(3))}`),
    reason && h('p', { class: 'reason' }, reason),
  )
}
