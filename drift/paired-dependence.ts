import { designEffect, unitSpread } from '../stats/design-effect.ts'
import type { PairedTable } from '../suite/compare-runs.ts'
import type { Dependence } from './hanging-together.ts'

/** How much do pairs of one group change sides together? */
export function pairedDependence(groups: readonly PairedTable[]): Dependence {
  const changes: number[] = []
  const units: number[] = []
  groups.forEach(({ n11, n10, n01, n00 }, unit) => {
    const own = [
      ...Array<number>(n01).fill(1),
      ...Array<number>(n10).fill(-1),
      ...Array<number>(n11 + n00).fill(0),
    ]
    changes.push(...own)
    units.push(...own.map(() => unit))
  })
  const rows = { units: Uint32Array.from(units), weights: new Float64Array(units.length).fill(1) }
  const { size, units: count } = unitSpread(rows)
  return { designEffect: designEffect(changes, rows, size), units: count }
}
