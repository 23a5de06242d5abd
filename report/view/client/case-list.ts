import { h } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { PageCase } from '../page-data.ts'
import { marksOf } from './marks.ts'
import { hashOf, type Place } from './place.ts'

/** In pixels, as the style sheet has it. */
const ROW = 58
/** Rows drawn beyond what is seen, so that scrolling shows no gap. */
const BEYOND = 10
/** Of a text: more than a row can show. */
const FIRST_SIGNS = 160

interface CaseListProps {
  readonly cases: readonly PageCase[]
  /** The open case; -1 where none of these is. */
  readonly at: number
  readonly place: Place
  readonly visit: (item: PageCase) => void
}

/** The cases, of which only those that can be seen are drawn. */
export function CaseList({ cases, at, place, visit }: CaseListProps) {
  const frame = useRef<HTMLDivElement>(null)
  const [seen, setSeen] = useState({ top: 0, height: 800 })
  const look = () => {
    const { scrollTop = 0, clientHeight = 0 } = frame.current ?? {}
    setSeen({ top: scrollTop, height: clientHeight })
  }
  useLayoutEffect(() => {
    const observer = new ResizeObserver(look)
    if (frame.current !== null) observer.observe(frame.current)
    return () => observer.disconnect()
  }, [])
  useLayoutEffect(() => {
    if (frame.current !== null) frame.current.scrollTop = 0
  }, [cases])
  useLayoutEffect(() => {
    if (frame.current !== null) reveal(frame.current, at)
    look()
  }, [at, cases])
  const first = Math.max(0, Math.floor(seen.top / ROW) - BEYOND)
  const last = Math.min(cases.length, Math.ceil((seen.top + seen.height) / ROW) + BEYOND)
  const rows = cases
    .slice(first, last)
    .map((item, offset) => row(item, { place: first + offset, of: cases.length, at, filters: place, visit }))
  return h('div', { class: 'list', ref: frame, onScroll: look }, [
    h('ol', { key: 'rows', 'aria-label': 'Cases', style: { height: `${cases.length * ROW}px` } }, rows),
    cases.length === 0 && h('p', { key: 'none', class: 'none' }, 'No case fits these filters.'),
  ])
}

/** Scrolls as little as needed for a row to be seen whole. */
function reveal(frame: HTMLElement, at: number): void {
  const [top, bottom] = [at * ROW, (at + 1) * ROW]
  if (at < 0) return
  if (top < frame.scrollTop) frame.scrollTop = top
  else if (bottom > frame.scrollTop + frame.clientHeight) frame.scrollTop = bottom - frame.clientHeight
}

interface RowPlace {
  readonly place: number
  readonly of: number
  readonly at: number
  readonly filters: Place
  readonly visit: (item: PageCase) => void
}

function row(item: PageCase, { place, of, at, filters, visit }: RowPlace) {
  const isOpen = place === at
  const { case: _, epoch: __, ...rest } = filters
  return h(
    'li',
    { key: item.id, 'aria-posinset': place + 1, 'aria-setsize': of, style: { top: `${place * ROW}px` } },
    h(
      'a',
      {
        href: hashOf({ ...rest, case: item.id }),
        'aria-current': isOpen ? 'true' : undefined,
        tabIndex: isOpen || (at < 0 && place === 0) ? 0 : -1,
        onClick: (event: MouseEvent) => {
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          visit(item)
        },
      },
      h('span', { class: 'title' }, h('span', { class: 'id' }, item.id), marksOf(item).map(mark)),
      h('span', { class: 'asks' }, firstWords(item)),
    ),
  )
}

function mark({ word, tone }: ReturnType<typeof marksOf>[number]) {
  return h('span', { key: word, class: `mark ${tone}` }, word)
}

/** What is asked, on one line; of a conversation the last turn. */
function firstWords({ input }: PageCase): string {
  return (input.at(-1)?.text ?? '').slice(0, FIRST_SIGNS).replace(/\s+/g, ' ')
}
