import { h } from 'preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { PageCase, PageData } from '../page-data.ts'
import { CaseDetail } from './case-detail.ts'
import { CaseList } from './case-list.ts'
import { filterCases } from './filters.ts'
import type { Filters, Place } from './place.ts'
import { Toolbar } from './toolbar.ts'
import { useKeys } from './use-keys.ts'
import { useMatch } from './use-match.ts'
import { usePlace } from './use-place.ts'

/** The cases of a run: filters, the list, and the open case beside it, or over it where there is no room. */
export function App({ data }: { readonly data: PageData }) {
  const [place, go] = usePlace(showCases)
  const isWide = useMatch('(min-width: 60rem)')
  const search = useRef<HTMLInputElement>(null)
  const { show, scorer, slice, text } = place
  const { cases, counts } = useMemo(() => filterCases(data, place), [data, show, scorer, slice, text])
  const open = openCase(data, cases, { id: place.case, isWide })
  const at = open === undefined ? -1 : cases.indexOf(open)
  const filter = (next: Filters) => go(next)
  const visit = (item: PageCase | undefined, kept?: 'kept') =>
    item && go({ ...filtersOf(place), case: item.id }, kept)
  const close = () => {
    go(filtersOf(place))
    showCases()
  }
  useKeys({
    step: (by) => visit(cases[Math.min(cases.length - 1, Math.max(0, at + by))]),
    search: () => search.current?.focus(),
    leave: () => leave({ search: search.current, isWide, place, filter, close }),
  })
  useEffect(() => {
    const isOver = open !== undefined && !isWide
    document.documentElement.classList.toggle('reading', isOver)
    if (isOver) scrollTo(0, 0)
  }, [open, isWide])
  return h('div', { class: 'browser' }, [
    h(Toolbar, { key: 'filters', data, place, counts, found: cases.length, search, filter }),
    h('div', { key: 'panes', class: 'panes' }, [
      h(CaseList, { key: 'list', cases, at, place, visit: (item) => visit(item, 'kept') }),
      open === undefined
        ? null
        : h(CaseDetail, {
            key: 'detail',
            data,
            item: open,
            place,
            at,
            of: cases.length,
            go,
            filter,
            close,
            step: (by) => visit(cases[at + by]),
          }),
    ]),
  ])
}

/** Brings the filters to the top: what a link leads to is below them. */
function showCases(): void {
  document.querySelector('.browser')?.scrollIntoView()
}

/** The case that the place names; where there is room and it names none, the first of the list. */
function openCase(
  data: PageData,
  listed: readonly PageCase[],
  { id, isWide }: { readonly id: string | undefined; readonly isWide: boolean },
): PageCase | undefined {
  const named = id === undefined ? undefined : data.cases.find((item) => item.id === id)
  return named ?? (isWide ? listed[0] : undefined)
}

function filtersOf({ case: _, epoch: __, ...filters }: Place): Filters {
  return filters
}

interface Leaving {
  readonly search: HTMLInputElement | null
  readonly isWide: boolean
  readonly place: Place
  readonly filter: (next: Filters) => void
  readonly close: () => void
}

/** Out of the search, which is emptied first; else out of a case that covers the list. */
function leave({ search, isWide, place, filter, close }: Leaving): void {
  const { text, ...others } = filtersOf(place)
  const isSearching = document.activeElement === search
  if (!isSearching && !isWide) close()
  if (isSearching && text === undefined) search?.blur()
  if (isSearching && text !== undefined) filter(others)
}
