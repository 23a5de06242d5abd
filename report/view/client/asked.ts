import { h } from 'preact'
import { useMemo } from 'preact/hooks'
import type { PageCase, PageText, PageTurn } from '../page-data.ts'
import { TextBlock } from './text-block.ts'
import { wordDiff } from './word-diff.ts'

/** What a case asks and expects; where it was edited between the runs, both versions. */
export function Asked({ item }: { readonly item: PageCase }) {
  const { input, expected, before, human } = item
  return h('div', { class: 'asked' }, [
    h('h4', { key: 'input' }, 'Input'),
    before === undefined ? input.map(turn) : h(Edited, { key: 'edited', before: before.input, now: input }),
    ...expectedBlocks('Expected', expected),
    ...(before === undefined ? [] : expectedBlocks('Expected by the base', before.expected)),
    human &&
      h(
        'p',
        { key: 'human', class: 'human' },
        `A person scored it ${human.score} (${human.rater}, ${human.at.slice(0, 10)})`,
      ),
  ])
}

function turn(text: PageTurn, place: number) {
  return h('div', { key: place }, [
    text.role !== undefined && h('p', { key: 'role', class: 'label' }, text.role),
    h(TextBlock, { key: 'text', text, isFramed: true }),
  ])
}

function Edited({ before, now }: { readonly before: PageText; readonly now: readonly PageTurn[] }) {
  const text = { text: now.map((each) => each.text).join('\n\n') }
  const diff = useMemo(() => wordDiff(before.text, text.text), [before, now])
  return h('div', { class: 'sides' }, [
    h('section', { key: 'base', class: 'side del' }, [
      h('p', { key: 'label', class: 'label' }, 'in the base'),
      h(TextBlock, { key: 'text', text: before, parts: diff?.base, own: 'del', isFramed: true }),
    ]),
    h('section', { key: 'head', class: 'side ins' }, [
      h('p', { key: 'label', class: 'label' }, 'in this run'),
      h(TextBlock, { key: 'text', text, parts: diff?.head, own: 'ins', isFramed: true }),
    ]),
  ])
}

function expectedBlocks(title: string, expected: readonly PageText[]) {
  if (expected.length === 0) return []
  return [
    h('h4', { key: title }, expected.length > 1 ? `${title} (any of these)` : title),
    ...expected.map((text, place) => h(TextBlock, { key: `${title} ${place}`, text, isFramed: true })),
  ]
}
