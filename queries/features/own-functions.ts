import {
  DOUBLE,
  type DuckDBConnection,
  DuckDBScalarFunction,
  type DuckDBStructVector,
  STRUCT,
  VARCHAR,
} from '@duckdb/node-api'

/** What an own function gives for one text. */
export type TextFunction = (text: string) => number | string | null

/**
 * Gives SQL a function of one text that returns a STRUCT(number DOUBLE, category VARCHAR), of which one is set at the
 * most: NULL text, null, and numbers that are none give neither.
 */
export function registerTextFunctionOf(connection: DuckDBConnection, name: string, give: TextFunction): void {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name,
      parameterTypes: [VARCHAR],
      returnType: STRUCT({ number: DOUBLE, category: VARCHAR }),
      mainFunction(_, input, output) {
        const texts = input.getColumnVector(0)
        const results = output as DuckDBStructVector
        for (let row = 0; row < texts.itemCount; row++) {
          const text = texts.getItem(row)
          const value = typeof text === 'string' ? give(text) : null
          results.setItemValue(row, 0, typeof value === 'number' && Number.isFinite(value) ? value : null)
          results.setItemValue(row, 1, typeof value === 'string' ? value : null)
        }
        output.flush()
      },
    }),
  )
}
