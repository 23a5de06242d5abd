/** Which cases a run asks, in which batches. Fixed when the run begins: an edited dataset does not change it. */
export interface SuitePlan {
  readonly profile: string
  readonly datasetDigest: string
  /** Key of the dataset as it is run. */
  readonly datasetKey: string
  readonly cases: number
  readonly batches: number
  readonly batchSize: number
  /** How often each case is asked, and how its epochs become one value; absent in plans of before there were epochs. */
  readonly epochs?: number
  readonly reducer?: string
  /** Whether answers from before may stand for asking again. */
  readonly useCache?: boolean
  /** What the run may cost, in millionths of a US dollar; no limit where it is absent. */
  readonly budgetMicroUsd?: number
}
