import { h, type RefObject } from 'preact'
import type { PageData } from '../page-data.ts'
import type { Counts } from './filters.ts'
import type { Filters, Place } from './place.ts'
import { countText, SHOW_WORDS } from './words.ts'

interface ToolbarProps {
  readonly data: PageData
  readonly place: Place
  readonly counts: Counts
  readonly found: number
  readonly search: RefObject<HTMLInputElement | null>
  readonly filter: (next: Filters) => void
}

/** The filters, each with how many cases it would list. */
export function Toolbar({ data, place, counts, found, search, filter }: ToolbarProps) {
  const { show, scorer, slice, text } = place
  const current: Filters = {
    ...(show && { show }),
    ...(scorer && { scorer }),
    ...(slice && { slice }),
    ...(text && { text }),
  }
  const kinds = [...counts.shows].map(([each, count]) =>
    chip({
      name: SHOW_WORDS[each],
      count,
      isPressed: show === each,
      press: () => filter({ ...without(current, 'show'), ...(show !== each && { show: each }) }),
    }),
  )
  const all = chip({
    name: 'All',
    count: counts.all,
    isPressed: show === undefined,
    press: () => filter(without(current, 'show')),
  })
  const choose = (name: 'scorer' | 'slice') => (value: string) =>
    filter({ ...without(current, name), ...(value !== '' && { [name]: value }) })
  return h('div', { class: 'filters' }, [
    h('div', { key: 'kinds', class: 'chips', role: 'group', 'aria-label': 'Kinds of cases' }, all, ...kinds),
    h('div', { key: 'fields', class: 'fields' }, [
      data.scorers.length > 1 &&
        selection({
          label: 'Scorer',
          any: 'any scorer',
          value: scorer,
          options: data.scorers.map((name) => [name, name]),
          choose: choose('scorer'),
        }),
      data.slices.length > 0 &&
        selection({
          label: 'Slice',
          any: 'all slices',
          value: slice,
          options: data.slices.map((name, place) => [
            name,
            `${name} (${countText(counts.slices[place] ?? 0)})`,
          ]),
          choose: choose('slice'),
        }),
      h('input', {
        key: 'search',
        ref: search,
        type: 'search',
        'aria-label': 'Text in the case',
        placeholder: 'Search texts  /',
        value: text ?? '',
        onInput: (event: InputEvent) => {
          const value = (event.currentTarget as HTMLInputElement).value
          filter({ ...without(current, 'text'), ...(value !== '' && { text: value }) })
        },
      }),
      h(
        'p',
        { key: 'found', class: 'found', role: 'status' },
        `${countText(found)} of ${countText(data.cases.length)} cases`,
      ),
    ]),
  ])
}

function without(filters: Filters, name: keyof Filters): Filters {
  const { [name]: _, ...others } = filters
  return others
}

interface Chip {
  readonly name: string
  readonly count: number
  readonly isPressed: boolean
  readonly press: () => void
}

function chip({ name, count, isPressed, press }: Chip) {
  return h(
    'button',
    { key: name, type: 'button', class: 'chip', 'aria-pressed': isPressed, onClick: press },
    `${name} `,
    h('span', { class: 'count' }, countText(count)),
  )
}

interface Selection {
  readonly label: string
  readonly any: string
  readonly value: string | undefined
  readonly options: readonly (readonly [value: string, text: string])[]
  readonly choose: (value: string) => void
}

/** A choice of one; a value that is not among the options is offered too, since a link may name any tag. */
function selection({ label, any, value, options, choose }: Selection) {
  const isKnown = value === undefined || options.some(([known]) => known === value)
  const all = [['', any] as const, ...options, ...(isKnown ? [] : [[value, value] as const])]
  return h(
    'select',
    {
      key: label,
      'aria-label': label,
      value: value ?? '',
      onChange: (event: Event) => choose((event.currentTarget as HTMLSelectElement).value),
    },
    all.map(([each, text]) =>
      h('option', { key: each, value: each, selected: each === (value ?? '') }, text),
    ),
  )
}
