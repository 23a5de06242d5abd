/** Very many ids in a list, as bytes beside the heap, where a million texts would keep the garbage collector busy. */
export class IdList {
  #bytes = Buffer.alloc(1 << 14)
  /** Where each id begins, and where the next one would. */
  #starts = new Uint32Array(1024)
  #size = 0

  get size(): number {
    return this.#size
  }

  /** @returns its place, from 0 */
  add(id: string): number {
    const place = this.#size
    const start = this.#starts[place]!
    while (start + Buffer.byteLength(id) > this.#bytes.length) this.#bytes = twice(this.#bytes)
    if (place + 2 > this.#starts.length) this.#growStarts()
    this.#starts[place + 1] = start + this.#bytes.write(id, start)
    this.#size += 1
    return place
  }

  at(place: number): string {
    return this.#bytes.toString('utf8', this.#starts[place], this.#starts[place + 1])
  }

  /** The places in the code-point order of their ids. */
  inOrder(): Uint32Array {
    return Uint32Array.from({ length: this.#size }, (_, place) => place).sort((a, b) =>
      this.compare(a, this, b),
    )
  }

  /** Below 0 where the id at a place stands before that of another list in code-point order, which is that of UTF-8. */
  compare(place: number, other: IdList, otherPlace: number): number {
    return this.#bytes.compare(
      other.#bytes,
      other.#starts[otherPlace],
      other.#starts[otherPlace + 1],
      this.#starts[place],
      this.#starts[place + 1],
    )
  }

  #growStarts(): void {
    const starts = this.#starts
    this.#starts = new Uint32Array(2 * starts.length)
    this.#starts.set(starts)
  }
}

function twice(bytes: Buffer<ArrayBuffer>): Buffer<ArrayBuffer> {
  const larger = Buffer.alloc(2 * bytes.length)
  bytes.copy(larger)
  return larger
}
