import { benjaminiHochberg } from '../../stats/benjamini-hochberg.ts'
import { netFlipsAtLeast } from '../../stats/net-flips.ts'
import { smallestDetectableDrop } from '../../stats/smallest-detectable-drop.ts'
import { compareRuns } from '../compare-runs.ts'
import type { ComparedRuns } from '../compared-runs.ts'
import { sliceRows, slicesOf } from '../slices.ts'
import type { Diff, DiffScorer, DiffSide, GatedScorer } from './diff.ts'
import { type DiffRule, ruleWords } from './gate-rule.ts'
import { incomparable, pairingNotes } from './incomparable.ts'
import { type PairedNumbers, pairedScorer } from './paired-scorer.ts'
import { leastBeyond, parseShare } from './share.ts'

/** Of the adjusted test. */
const LEVEL = 0.05
/** Of the smallest drop that is said to be seen. */
const POWER = 0.8

/** What cannot be compared cannot fall. */
const NEVER = parseShare('1', 'threshold')

type ComparedScorer = ComparedRuns['scorers'][number]

/**
 * Is the head worse than the base? Paired by case, scorer by scorer, over everything and slice by slice. What is changed,
 * missing, errored or unscored on one side is counted apart and makes no regression.
 *
 * The verdict is that of the test, adjusted for all scorers and slices; `rule` is what the user's rule says.
 */
export function diffRuns(base: DiffSide, head: DiffSide, rule: DiffRule): Diff {
  const compared = compareRuns(base.rows, head.rows)
  const slices = slicesOf(head.rows).flatMap((slice) =>
    compareRuns(sliceRows(base.rows, slice), sliceRows(head.rows, slice)).scorers.map((scorer) => ({
      slice: slice.name,
      scorer,
    })),
  )
  const why = (scorer: ComparedScorer) => incomparable(scorer, { base, head, rule, cases: compared.cases })
  const everywhere = compared.scorers.map((scorer) => ({
    scorer,
    numbers: pairedScorer(scorer),
    why: why(scorer),
  }))
  const within = slices
    .map(({ slice, scorer }) => ({ slice, numbers: pairedScorer(scorer), why: why(scorer) }))
    .filter((one) => one.why === null)
  const judged = adjusted([...everywhere, ...within])
  return {
    cases: compared.cases,
    scorers: everywhere.map(({ scorer }, place) => gated(scorer, judged[place]!, { head, rule })),
    slices: within.map(({ slice }, place) => ({ slice, ...judged[everywhere.length + place]! })),
    notes: pairingNotes(base, head, compared.cases),
  }
}

interface Tested {
  readonly numbers: PairedNumbers
  readonly why: ReturnType<typeof incomparable>
}

function adjusted(tested: readonly Tested[]): DiffScorer[] {
  const open = tested.filter(({ why }) => why === null)
  const adjustedOf = new Map(
    benjaminiHochberg(open.map(({ numbers }) => numbers.pValue ?? 1)).map((p, place) => [open[place], p]),
  )
  return tested.map((one) => {
    const { numbers, why } = one
    if (why !== null) return { ...numbers, adjustedPValue: null, verdict: why.verdict, why: why.reason }
    const adjustedPValue = adjustedOf.get(one) ?? null
    const isWorse = (numbers.meanDifference ?? numbers.difference ?? 0) < 0
    const verdict = isWorse && (adjustedPValue ?? 1) <= LEVEL ? 'regressed' : 'ok'
    return { ...numbers, adjustedPValue, verdict, why: null }
  })
}

function gated(
  scorer: ComparedScorer,
  judged: DiffScorer,
  { head, rule }: { readonly head: DiffSide; readonly rule: DiffRule },
): GatedScorer {
  const { n } = judged.base
  const flips = judged.flipRate === null ? null : { n, flipRate: judged.flipRate }
  const least = leastBeyond(n, rule.threshold)
  return {
    ...judged,
    smallestDetectableDrop: flips && smallestDetectableDrop(flips, { level: LEVEL, power: POWER }),
    falseBlockRate: flips && netFlipsAtLeast(least, flips),
    lost: scorer.lost,
    gained: scorer.gained,
    rule: ruleWords(
      scorer,
      head.rows,
      judged.verdict === 'not-comparable' ? { ...rule, threshold: NEVER } : rule,
    ),
  }
}
