import type { Profile } from '../suite/config/profile-spec.ts'
import type { Commit } from './ports.ts'

/** Which cases a run asks, in which batches. Fixed when the run begins: an edited dataset does not change it. */
export interface SuitePlan {
  readonly profile: string
  /** How the profile chose; absent in plans of before profiles could leave scorers out, in which all scorers judge. */
  readonly rule?: Profile
  /** Where the project stood in Git when the run began; null outside of a repository. */
  readonly commit?: Commit | null
  /** Of the config that the run began under. */
  readonly configDigest?: string
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
