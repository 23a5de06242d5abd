import { h } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import type { PageCase, PageData, PageEpoch } from '../page-data.ts'
import { Answers } from './answers.ts'
import { Asked } from './asked.ts'
import { marksOf } from './marks.ts'
import type { Filters, Place } from './place.ts'
import { Scores } from './scores.ts'
import { useFound } from './use-found.ts'
import type { Go } from './use-place.ts'
import { countText } from './words.ts'

export interface CaseDetailProps {
  readonly data: PageData
  readonly item: PageCase
  readonly place: Place
  /** Its place in the list, of so many; -1 where the list has it not. */
  readonly at: number
  readonly of: number
  readonly go: Go
  readonly filter: (next: Filters) => void
  readonly close: () => void
  readonly step: (by: 1 | -1) => void
}

/** One case: what was asked, what came back, and what was said of it. */
export function CaseDetail(props: CaseDetailProps) {
  const { data, item, place } = props
  const frame = useRef<HTMLElement>(null)
  useEffect(() => {
    if (frame.current !== null) frame.current.scrollTop = 0
  }, [item])
  useFound(frame, place.text)
  const epochs = epochsOf(item)
  const epoch = epochs.includes(place.epoch ?? 0) ? place.epoch : epochs[0]
  const at = (side: PageCase['head']) => side?.epochs.find((each) => each.epoch === epoch) ?? null
  const [base, head] = [at(item.base), at(item.head)]
  return h('article', { class: 'detail', ref: frame, tabIndex: -1, 'aria-labelledby': 'case-title' }, [
    h(Heading, { key: 'heading', ...props }),
    h(Asked, { key: 'asked', item }),
    epochs.length > 1 && h(Epochs, { key: 'epochs', ...props, epochs, epoch: epoch ?? 1 }),
    h(Answers, {
      key: `answers ${item.id} ${epoch}`,
      scorers: data.scorers,
      base,
      head,
      names: { base: data.base, head: data.run },
    }),
    data.scorers.length > 0 &&
      h(Scores, { key: 'scores', scorers: data.scorers, base, head, hasBase: data.base !== null }),
  ])
}

function epochsOf({ head, base }: PageCase): number[] {
  const all = [...(head?.epochs ?? []), ...(base?.epochs ?? [])].map(({ epoch }) => epoch)
  return [...new Set(all)].sort((a, b) => a - b)
}

function Heading({ item, at, of, filter, close, step }: CaseDetailProps) {
  const button = (name: string, press: () => void, isDisabled: boolean) =>
    h('button', { key: name, type: 'button', onClick: press, disabled: isDisabled }, name)
  return h('header', {}, [
    h('nav', { key: 'nav', 'aria-label': 'Cases' }, [
      h('button', { key: 'back', type: 'button', class: 'back', onClick: close }, '‹ All cases'),
      h(
        'span',
        { key: 'at', class: 'soft small' },
        at < 0 ? 'not in the list' : `${countText(at + 1)} of ${countText(of)}`,
      ),
      button('Previous', () => step(-1), at <= 0),
      button('Next', () => step(1), at >= of - 1),
    ]),
    h('h3', { key: 'title', id: 'case-title' }, item.id),
    h('p', { key: 'marks', class: 'marks' }, [
      ...marksOf(item).map(({ word, tone }) => h('span', { key: word, class: `mark ${tone}` }, word)),
      ...item.tags.map(([name, value]) => {
        const slice = `${name}=${value}`
        return h(
          'button',
          {
            key: slice,
            type: 'button',
            class: 'tag',
            title: 'List the cases of this slice',
            onClick: () => filter({ slice }),
          },
          slice,
        )
      }),
      item.group !== undefined && h('span', { key: 'group', class: 'soft small' }, `group ${item.group}`),
    ]),
  ])
}

/** A case that is asked several times: which answer is shown, and how each ended. */
function Epochs({
  item,
  place,
  go,
  epochs,
  epoch,
}: CaseDetailProps & { epochs: readonly number[]; epoch: number }) {
  const end = (answer: PageEpoch | undefined) => {
    if (answer === undefined || answer.output === null) return '–'
    return answer.scores.some((score) => score?.passed === false) ? '✕' : '✓'
  }
  const of = (side: PageCase['head'], each: number) => end(side?.epochs.find((one) => one.epoch === each))
  return h('div', { class: 'chips epochs', role: 'group', 'aria-label': 'Epochs' }, [
    h('span', { key: 'label', class: 'label' }, 'epoch'),
    ...epochs.map((each) =>
      h(
        'button',
        {
          key: each,
          type: 'button',
          class: 'chip',
          'aria-pressed': each === epoch,
          onClick: () => go({ ...place, case: item.id, epoch: each }),
        },
        `${each} `,
        h(
          'span',
          { class: 'count' },
          item.base === null ? of(item.head, each) : `${of(item.base, each)} → ${of(item.head, each)}`,
        ),
      ),
    ),
  ])
}
