/**
 * Something could not be delivered: an issue, a comment, a mail, a file of a local tracker.
 * The message says what failed, where, and what to do; it never holds a secret or a text that strangers wrote.
 */
export class DeliveryError extends Error {
  /** Whether the same call can succeed later without anybody changing anything. */
  readonly retryable: boolean
  /** How long the other side asked to be left alone, or `null` when it said nothing. */
  readonly retryAfterMs: number | null

  constructor(
    message: string,
    options: { readonly retryable: boolean; readonly retryAfterMs?: number | null },
  ) {
    super(message)
    this.name = 'DeliveryError'
    this.retryable = options.retryable
    this.retryAfterMs = options.retryAfterMs ?? null
  }
}
