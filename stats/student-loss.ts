import { normalQuantile } from './normal.ts'
import { studentQuantile } from './student-quantile.ts'

/**
 * How much smaller a sample counts for a normal interval where its variance comes from few units: the square of what a
 * normal quantile falls short of Student's.
 *
 * @param dof degrees of freedom of the variance; below 1 counts as 1
 * @param level confidence, in (0, 1)
 * @returns in (0, 1)
 * @example studentLoss(49, 0.95) // 0.951…
 */
export function studentLoss(dof: number, level: number): number {
  return (normalQuantile(0.5 + level / 2) / studentQuantile(0.5 + level / 2, Math.max(1, dof))) ** 2
}
