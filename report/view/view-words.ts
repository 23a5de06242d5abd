import type { CaseOutcome } from '../../suite/case-outcomes.ts'
import { compareRuns } from '../../suite/compare-runs.ts'
import { reduceRows } from '../../suite/epochs/reduce-rows.ts'
import { countOf, formatCount } from '../format/number.ts'
import { oneLine } from '../plain-text.ts'
import type { RunView, ViewedRun } from './run-view.ts'

/**
 * A run in one line: what regressed and what was fixed since the base; without one, how many cases fail. Where nothing was
 * compared or scored, that is what it says.
 *
 * @example runHeadline(view) // '12 cases regressed, 3 were fixed'
 */
export function runHeadline({ base, outcomes }: RunView): string {
  return base === null ? headlineOfOne(outcomes) : headlineOfTwo(outcomes)
}

function headlineOfTwo(outcomes: RunView['outcomes']): string {
  const isIn = (side: CaseOutcome['head']) => side?.passed.some((passed) => passed !== null) ?? false
  if (!outcomes.some(({ head, base, isChanged }) => !isChanged && isIn(head) && isIn(base)))
    return 'Nothing to compare: no case was scored in both runs'
  const regressed = outcomes.filter(({ lost }) => lost.length > 0).length
  const fixed = outcomes.filter(({ gained }) => gained.length > 0).length
  const lost = regressed === 0 ? 'No case regressed' : `${countOf(regressed, 'case')} regressed`
  return fixed === 0 ? lost : `${lost}, ${formatCount(fixed)} ${fixed === 1 ? 'was' : 'were'} fixed`
}

function headlineOfOne(outcomes: RunView['outcomes']): string {
  const ends = (passed: boolean) => outcomes.filter(({ head }) => head?.passed.includes(passed)).length
  const [failed, passed] = [ends(false), ends(true)]
  const unanswered = outcomes.filter(({ head }) => head?.status !== 'answered').length
  const scored = failed + passed === 0 ? 'No case was scored' : 'No case fails'
  const fails =
    failed === 0
      ? scored
      : `${formatCount(failed)} of ${countOf(outcomes.length, 'case')} ${failed === 1 ? 'fails' : 'fail'}`
  return unanswered === 0
    ? fails
    : `${fails}, ${formatCount(unanswered)} ${unanswered === 1 ? 'has' : 'have'} no answer`
}

/** What a run was: how many cases of what against what, when it ended, and how many it could not score. */
export function runSentence({ name, summary }: ViewedRun): string {
  const { cases, target, profile, epochs = 1, finishedAt } = summary
  const times = epochs > 1 ? `, each asked ${epochs} times` : ''
  const commit = summary.provenance?.commit
  const at =
    commit == null ? '' : ` at commit ${commit.sha.slice(0, 8)}${commit.dirty ? ' with changes' : ''}`
  const ended = `${finishedAt.slice(0, 16).replace('T', ' ')} UTC`
  return `${oneLine(name, 120)}: ${countOf(cases, 'case')} of profile ${oneLine(profile, 60)} against ${oneLine(target, 120)}${at}${times}, ended ${ended}${endings(summary.counts)}.`
}

function endings({ scored, errored, unscored, skipped }: ViewedRun['summary']['counts']): string {
  const others = [
    errored > 0 && `${formatCount(errored)} without an answer`,
    unscored > 0 && `${formatCount(unscored)} unscored`,
    skipped > 0 && `${formatCount(skipped)} not asked`,
  ].filter((part) => part !== false)
  return others.length === 0 ? '' : `; ${formatCount(scored)} scored, ${others.join(', ')}`
}

/** What one has to know to read the page right: what the two runs do not share, and what the page leaves out. */
export function runNotes(view: RunView): string[] {
  return [...pairingNotes(view), ...limitNotes(view)]
}

function pairingNotes({ head, base }: RunView): string[] {
  if (base === null) return []
  const reduced = ({ rows, reducer }: ViewedRun) => reduceRows(rows, reducer)
  const { cases } = compareRuns(reduced(base), reduced(head))
  const left = [
    cases.onlyHead > 0 && `${formatCount(cases.onlyHead)} in this run only`,
    cases.onlyBase > 0 && `${formatCount(cases.onlyBase)} in the base only`,
    cases.changed > 0 && `${formatCount(cases.changed)} edited in between`,
    cases.errored > 0 && `${formatCount(cases.errored)} without an answer in one of the two`,
  ].filter((part) => part !== false)
  const before = `${base.summary.epochs ?? 1} and ${base.reducer}`
  const now = `${head.summary.epochs ?? 1} and ${head.reducer}`
  return [
    left.length > 0 &&
      `Compared are the ${countOf(cases.both - cases.changed - cases.errored, 'case')} that both runs answered. Left out: ${left.join(', ')}.`,
    before !== now &&
      `The runs ask and reduce differently: epochs and reducer were ${before} in the base and are ${now} now.`,
    ...changedScorers(head, base),
  ].filter((note) => note !== false)
}

/** A scorer or judge that was changed judges the same answer another way: what regressed may be its doing. */
function changedScorers(head: ViewedRun, base: ViewedRun): string[] {
  const digests = ({ summary }: ViewedRun, name: string) => {
    const { scorerDigests = {}, judgeDigests = {} } = summary.provenance ?? {}
    return [scorerDigests, judgeDigests].map((all) => (Object.hasOwn(all, name) ? all[name] : null))
  }
  if (!head.summary.provenance || !base.summary.provenance) return []
  const changed = head.summary.scorers
    .map(({ name }) => name)
    .filter((name) => base.summary.scorers.some((scorer) => scorer.name === name))
    .filter((name) => String(digests(head, name)) !== String(digests(base, name)))
  return changed.length === 0
    ? []
    : [
        `Changed in between, so that they judge otherwise than in the base: ${changed.map((name) => oneLine(name, 60)).join(', ')}.`,
      ]
}

function limitNotes({ outcomes, shown, cap, head, base }: RunView): string[] {
  const runs = base === null ? [head] : [head, base]
  const isCut = runs.some(({ texts }) =>
    [...texts.values()].some((epochs) =>
      epochs.some(({ input, output }) => Math.max(input.length, output?.length ?? 0) > cap),
    ),
  )
  return [
    shown.length < outcomes.length &&
      `The page lists ${formatCount(shown.length)} of ${countOf(outcomes.length, 'case')}: what regressed, errored, is flaky or failed first, and a sample of what did not fit whole. Rates are of all.`,
    isCut &&
      `Texts are cut at ${countOf(cap, 'character')}, so that the page stays quick; the lake has them whole.`,
  ].filter((note) => note !== false)
}
