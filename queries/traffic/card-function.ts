import { type DuckDBConnection, DuckDBScalarFunction, VARCHAR } from '@duckdb/node-api'
import { hideCards } from '../../suite/card-numbers.ts'

/**
 * Gives SQL the function `hide_cards(VARCHAR)`: the text with `[card]` for each payment card number. A function, because
 * lists of SQL take a hundred times as long for Luhn's check.
 */
export function registerCardFunction(connection: DuckDBConnection): void {
  connection.registerScalarFunction(
    DuckDBScalarFunction.create({
      name: 'hide_cards',
      parameterTypes: [VARCHAR],
      returnType: VARCHAR,
      mainFunction(_, input, output) {
        const texts = input.getColumnVector(0)
        for (let row = 0; row < texts.itemCount; row++) {
          const text = texts.getItem(row)
          output.setItem(row, typeof text === 'string' ? hideCards(text, '[card]') : null)
        }
        output.flush()
      },
    }),
  )
}
