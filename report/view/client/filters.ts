import type { PageCase, PageData, PageSide } from '../page-data.ts'
import type { Filters, Show } from './place.ts'

/** How many cases each choice would list, all other filters as they are. */
export interface Counts {
  readonly all: number
  readonly shows: ReadonlyMap<Show, number>
  /** In the order of the data's slices. */
  readonly slices: readonly number[]
}

/** A scorer's place among the scorers; -1 for any. */
type ScorerPlace = number

/** Whether a case is of a kind, by this scorer or by any. */
const IS_OF: Readonly<Record<Show, (item: PageCase, scorer: ScorerPlace) => boolean>> = {
  regressed: ({ lost }, scorer) => names(lost, scorer),
  fixed: ({ gained }, scorer) => names(gained, scorer),
  flaky: ({ flaky }, scorer) => names(flaky, scorer),
  failed: (item, scorer) => ends(item, scorer, false),
  unscored: (item, scorer) => ends(item, scorer, null),
  passed: (item, scorer) => ends(item, scorer, true) && (scorer >= 0 || !ends(item, scorer, false)),
  errored: ({ head, base }) => lacksAnswer(head) || lacksAnswer(base),
  skipped: ({ head, base }) => head?.status === 'skipped' || base?.status === 'skipped',
  changed: ({ before }) => before !== undefined,
  new: ({ base }) => base === null,
  gone: ({ head }) => head === null,
}

function names(scorers: readonly number[], scorer: ScorerPlace): boolean {
  return scorer < 0 ? scorers.length > 0 : scorers.includes(scorer)
}

function ends({ head }: PageCase, scorer: ScorerPlace, passed: boolean | null): boolean {
  const all = head?.status === 'answered' ? head.passed : []
  return scorer < 0 ? all.includes(passed) : all[scorer] === passed
}

/** Was it an error instead, in all of its epochs or in some? */
export function lacksAnswer(side: PageSide | null): boolean {
  return side !== null && (side.status === 'errored' || side.epochs.some(({ error }) => error !== undefined))
}

/** Which cases are listed, and what each other choice would list. */
export function filterCases(
  data: PageData,
  filters: Filters,
): { readonly cases: readonly PageCase[]; readonly counts: Counts } {
  const scorer = filters.scorer === undefined ? -1 : data.scorers.indexOf(filters.scorer)
  const told = filters.text === undefined ? data.cases : data.cases.filter(holds(filters.text))
  const inSlice = ofSlice(told, filters.slice)
  const ofShow = told.filter((item) => filters.show === undefined || IS_OF[filters.show](item, scorer))
  return {
    cases: ofSlice(ofShow, filters.slice),
    counts: {
      all: inSlice.length,
      shows: new Map(kindsIn(data).map((show) => [show, count(inSlice, show, scorer)])),
      slices: data.slices.map((slice) => ofSlice(ofShow, slice).length),
    },
  }
}

const ALWAYS: readonly Show[] = ['failed', 'passed']
const OF_TWO: readonly Show[] = ['regressed', 'fixed']
const WHERE_THERE_ARE: readonly Show[] = ['flaky', 'errored', 'skipped', 'unscored']
const WHERE_THERE_ARE_OF_TWO: readonly Show[] = ['changed', 'new', 'gone']

/** The kinds worth offering: those that say something even where there are none, and those that there are. */
function kindsIn(data: PageData): Show[] {
  const known = kinds.get(data)
  if (known !== undefined) return known
  const are = (show: Show) => data.cases.some((item) => IS_OF[show](item, -1))
  const found = [
    ...(data.base === null ? [] : OF_TWO),
    ...ALWAYS,
    ...WHERE_THERE_ARE.filter(are),
    ...(data.base === null ? [] : WHERE_THERE_ARE_OF_TWO.filter(are)),
  ]
  kinds.set(data, found)
  return found
}

const kinds = new WeakMap<PageData, Show[]>()

function count(cases: readonly PageCase[], show: Show, scorer: number): number {
  return cases.filter((item) => IS_OF[show](item, scorer)).length
}

function ofSlice(cases: readonly PageCase[], slice: string | undefined): readonly PageCase[] {
  if (slice === undefined) return cases
  return cases.filter(({ tags }) => tags.some(([name, value]) => `${name}=${value}` === slice))
}

function holds(text: string): (item: PageCase) => boolean {
  const wanted = text.toLowerCase()
  return (item) => searched(item).includes(wanted)
}

/** Everything that can be found of a case, in small letters; made at the first search. */
function searched(item: PageCase): string {
  const known = haystacks.get(item)
  if (known !== undefined) return known
  const made = textsIn(item).join('\n').toLowerCase()
  haystacks.set(item, made)
  return made
}

const haystacks = new WeakMap<PageCase, string>()

function textsIn({ id, tags, group, input, expected, before, head, base }: PageCase): string[] {
  const epochs = [...(head?.epochs ?? []), ...(base?.epochs ?? [])]
  return [
    id,
    group ?? '',
    ...tags.map(([name, value]) => `${name}=${value}`),
    ...[...input, ...expected, ...(before ? [before.input, ...before.expected] : [])].map(({ text }) => text),
    ...epochs.flatMap(({ output, error, scores, toolCalls }) => [
      output?.text ?? '',
      error === undefined ? '' : `${error.kind} ${error.message}`,
      toolCalls?.text ?? '',
      ...scores.map((score) => score?.reason ?? ''),
    ]),
  ]
}
