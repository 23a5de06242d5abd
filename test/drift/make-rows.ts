import type { UnitRows } from '../../drift/unit-rows.ts'

/** Rows of one side: of each unit its values, all with the weight 1 unless `weightOf` says otherwise. */
export function unitRows(
  units: readonly (readonly number[])[],
  weightOf: (value: number) => number = () => 1,
): UnitRows {
  const values = units.flat()
  return {
    units: Float64Array.from(units.flatMap((own, unit) => own.map(() => unit))),
    values: Float64Array.from(values),
    weights: Float64Array.from(values, weightOf),
  }
}
