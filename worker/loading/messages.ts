import type { DatabaseLimits } from '../../queries/database.ts'
import type { LoadedTraffic, LoadTrafficOptions } from '../../queries/traffic/load-traffic.ts'

/** What the worker asks of its loading process, one at a time. */
export interface LoadRequest {
  readonly options: LoadTrafficOptions
  readonly limits: DatabaseLimits
}

/** What it answers. Of an error only its kind and message, which quote no row. */
export type LoadReply =
  | { readonly loaded: LoadedTraffic }
  | { readonly failed: { readonly isConfig: boolean; readonly message: string } }
