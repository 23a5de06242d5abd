import { hash } from 'node:crypto'

/**
 * A number for each of very many ids, in some 30 bytes an id and none of them on the heap, where a million texts would keep
 * the garbage collector from giving memory back. Ids are told apart by 64 bits of their SHA-256: of a million ids two are
 * taken for one in one of thirty million such sets.
 */
export class IdTable {
  /** Two halves of a digest a place, by open addressing. */
  #digests = new Uint32Array(2 * 1024)
  /** NaN where the place is free. */
  #values = new Float64Array(1024).fill(Number.NaN)
  #size = 0

  get(id: string): number | undefined {
    const value = this.#values[this.#placeOf(digestOf(id))] ?? Number.NaN
    return Number.isNaN(value) ? undefined : value
  }

  /** Sets the number of an id that has none yet. */
  add(id: string, value: number): void {
    if (2 * (this.#size + 1) > this.#values.length) this.#grow()
    this.#put(digestOf(id), value)
    this.#size += 1
  }

  #put(digest: Digest, value: number): void {
    const place = this.#placeOf(digest)
    this.#digests.set(digest, 2 * place)
    this.#values[place] = value
  }

  /** Where the digest stands, or the free place where it belongs. */
  #placeOf([low, high]: Digest): number {
    const last = this.#values.length - 1
    for (let place = low & last; ; place = (place + 1) & last) {
      if (Number.isNaN(this.#values[place])) return place
      if (this.#digests[2 * place] === low && this.#digests[2 * place + 1] === high) return place
    }
  }

  #grow(): void {
    const digests = this.#digests
    const values = this.#values
    this.#digests = new Uint32Array(2 * digests.length)
    this.#values = new Float64Array(2 * values.length).fill(Number.NaN)
    values.forEach((value, place) => {
      if (!Number.isNaN(value)) this.#put([digests[2 * place] ?? 0, digests[2 * place + 1] ?? 0], value)
    })
  }
}

type Digest = readonly [low: number, high: number]

function digestOf(id: string): Digest {
  const bytes = hash('sha256', id, 'buffer')
  return [bytes.readUInt32LE(0), bytes.readUInt32LE(4)]
}
