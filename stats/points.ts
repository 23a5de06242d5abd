/** Points of few dimensions, one after the other: those of point i start at `i * dimensions`. */
export interface Points {
  readonly dimensions: number
  readonly values: Float64Array
}

/** How many points there are; points of no dimension are none. */
export function pointCount({ dimensions, values }: Points): number {
  return dimensions === 0 ? 0 : values.length / dimensions
}

/** The points as directions: each brought to distance 1 from the origin. A point at the origin stays there. */
export function directions({ dimensions, values }: Points): Points {
  const turned = Float64Array.from(values)
  for (let from = 0; from < values.length; from += dimensions) {
    const own = turned.subarray(from, from + dimensions)
    const length = Math.sqrt(own.reduce((sum, value) => sum + value * value, 0))
    if (length > 0) for (let k = 0; k < dimensions; k += 1) own[k]! /= length
  }
  return { dimensions, values: turned }
}
