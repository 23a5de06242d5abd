/** Observations in units that hang together (the texts of one user), and the side of each unit. */
export interface Sides {
  /** The unit of each observation, from 0: observations of one unit are of one side. */
  readonly units: Int32Array
  /** 1 for each unit of the current side, 0 for one of the reference. */
  readonly isCurrent: Uint8Array
}
