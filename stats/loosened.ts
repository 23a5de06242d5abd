import { type Cells, gapWalk, sizes } from './cells.ts'
import type { TwoSamples } from './two-samples.ts'

/** A gap is cut into pieces of at most so small a share of all observations. */
const PIECES = 1_024

/**
 * Cells for a test of ranks: values of one side in a gap of their own are not tied, so they are laid out as a run of
 * cells, each with at most a 1,024th of all observations. The statistics of the observed split stay as they are (no
 * value of the other side lies between), and random splits are no longer held together, which would make them look
 * too even. A gap with values of both sides, and a single value, stay whole.
 *
 * @returns `cells` themselves without gaps
 */
export function loosened(cells: Cells): TwoSamples {
  if (cells.gaps.length === 0) return cells
  const { n, m } = sizes(cells)
  const size = Math.max(1, Math.floor((n + m) / PIECES))
  const gapAt = gapWalk(cells)
  const out = { support: [] as number[], reference: [] as number[], current: [] as number[] }
  for (let i = 0; i < cells.support.length; i += 1) {
    const [reference, current] = [cells.reference[i]!, cells.current[i]!]
    const isOneSided = gapAt(i) !== undefined && (reference === 0 || current === 0)
    const pieces = isOneSided ? Math.ceil((reference + current) / size) : 1
    for (let piece = 0; piece < pieces; piece += 1) {
      out.support.push(cells.support[i]!)
      out.reference.push(part(reference, piece, pieces))
      out.current.push(part(current, piece, pieces))
    }
  }
  return {
    support: Float64Array.from(out.support),
    reference: Float64Array.from(out.reference),
    current: Float64Array.from(out.current),
  }
}

/** The whole number that falls to one of several pieces, so that all pieces add up. */
function part(count: number, piece: number, pieces: number): number {
  return Math.floor((count * (piece + 1)) / pieces) - Math.floor((count * piece) / pieces)
}
