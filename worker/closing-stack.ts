/** What was opened so far, to be closed again in the opposite order. `AsyncDisposableStack`, which Node 22 has not. */
export class ClosingStack implements AsyncDisposable {
  #closings: (() => unknown)[] = []

  /** Adds what closes the thing that was opened last. */
  defer(close: () => unknown): void {
    this.#closings.push(close)
  }

  /** Hands everything over to a new stack, so that this one closes nothing any more. */
  move(): ClosingStack {
    const moved = new ClosingStack()
    moved.#closings = this.#closings
    this.#closings = []
    return moved
  }

  /**
   * Closes everything, also after a failure; a second call closes nothing more.
   *
   * @throws the one error, or an AggregateError of all
   */
  async [Symbol.asyncDispose](): Promise<void> {
    const errors: unknown[] = []
    for (let close = this.#closings.pop(); close !== undefined; close = this.#closings.pop()) {
      try {
        await close()
      } catch (error) {
        errors.push(error)
      }
    }
    if (errors.length === 1) throw errors[0]
    if (errors.length > 1) throw new AggregateError(errors, errors.map(String).join('; '))
  }
}
