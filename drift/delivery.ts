/** What was opened, updated, closed, sent or written, where, under which idempotency key. */
export interface Delivery {
  readonly kind: 'issue' | 'mail' | 'report'
  readonly action: 'opened' | 'updated' | 'closed' | 'sent' | 'written' | 'failed'
  /** A URL or a path that a person can open. */
  readonly where: string
  readonly key: string
  /** For an issue, the finding's fingerprint. */
  readonly fingerprint: string | null
  /** For an issue, its title; for a failure, what went wrong and what to do. */
  readonly detail: string
}
