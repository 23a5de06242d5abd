import { h } from 'preact'
import { useMemo } from 'preact/hooks'
import type { PageEpoch, PageText } from '../page-data.ts'
import { TextBlock } from './text-block.ts'
import { type WordDiff, wordDiff } from './word-diff.ts'

/** One answer of each run, or why there is none; `null` is a run without this case. */
export interface AnswersProps {
  readonly scorers: readonly string[]
  readonly base: PageEpoch | null
  readonly head: PageEpoch | null
  /** What the runs are called; without a base's name there is only one. */
  readonly names: { readonly base: string | null; readonly head: string }
}

/** What came back: both runs beside each other with their differences marked, or the one there is. */
export function Answers({ scorers, base, head, names }: AnswersProps) {
  const before = base?.output ?? null
  const now = head?.output ?? null
  const differsUnseen = head?.differsUnseen === true
  const diff = useMemo(() => diffOf(before, now, differsUnseen), [before, now])
  if (names.base === null)
    return side({ title: 'Output', scorers, epoch: head, parts: undefined, own: 'ins' })
  const marks = typeof diff === 'string' ? null : diff
  return h('div', {}, [
    typeof diff === 'string' && h('p', { key: 'note', class: 'soft small' }, diff),
    h('div', { key: 'sides', class: 'sides' }, [
      side({
        key: 'base',
        scorers,
        title: 'Base',
        name: names.base,
        epoch: base,
        parts: marks?.base,
        own: 'del',
      }),
      side({
        key: 'head',
        scorers,
        title: 'This run',
        name: names.head,
        epoch: head,
        parts: marks?.head,
        own: 'ins',
      }),
    ]),
  ])
}

/** The differences, or in words why none are marked; null where there are no two answers. */
function diffOf(
  base: PageText | null,
  head: PageText | null,
  differsUnseen: boolean,
): WordDiff | string | null {
  if (base === null || head === null) return null
  const isCut = base.omitted !== undefined || head.omitted !== undefined
  if (differsUnseen)
    return 'The answers differ in signs that cannot be seen, such as line ends or control characters.'
  if (base.text === head.text)
    return isCut ? 'What the page has of both answers is the same.' : 'Both runs gave the same answer.'
  return (
    wordDiff(base.text, head.text) ?? 'The two answers have little in common, so differences are not marked.'
  )
}

interface Side {
  readonly key?: string
  readonly title: string
  readonly name?: string
  readonly scorers: readonly string[]
  readonly epoch: PageEpoch | null
  readonly parts: WordDiff['base'] | undefined
  readonly own: 'del' | 'ins'
}

function side({ key, title, name, scorers, epoch, parts, own }: Side) {
  const heading = [title, name && h('span', { key: 'name', class: 'soft' }, ` ${name}`)]
  return h('section', { key, class: `side ${own}` }, [
    h('h4', { key: 'title' }, heading),
    epoch !== null && h('p', { key: 'verdicts', class: 'verdicts' }, verdicts(epoch, scorers)),
    epoch === null
      ? h('p', { key: 'none', class: 'soft' }, 'This run does not have the case.')
      : h('div', { key: 'answer' }, answer(epoch, parts, own)),
  ])
}

/** At a glance; the scores below say more. */
function verdicts({ scores }: PageEpoch, scorers: readonly string[]) {
  return scorers.map((name, place) => {
    const passed = scores[place]?.passed ?? null
    if (passed === null) return null
    return h('span', { key: name, class: passed ? 'calm' : 'alarm' }, `${passed ? '✓' : '✕'} ${name}`)
  })
}

function answer({ output, error, toolCalls, facts }: PageEpoch, parts: Side['parts'], own: Side['own']) {
  return [
    error &&
      h('p', { key: 'error', class: 'error' }, h('strong', {}, `No answer (${error.kind}). `), error.message),
    output === null && !error && h('p', { key: 'skipped', class: 'soft' }, 'It was not asked.'),
    output && h(TextBlock, { key: 'output', text: output, parts, own }),
    toolCalls && h('p', { key: 'called', class: 'label' }, 'Tool calls'),
    toolCalls && h(TextBlock, { key: 'calls', text: toolCalls, isFramed: true }),
    facts.length > 0 && h('p', { key: 'facts', class: 'soft small' }, facts.join(' · ')),
  ]
}
