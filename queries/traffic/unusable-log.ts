/** A log file that cannot be read as a whole, through no fault of the config or the machine: it is quarantined. */
export class UnusableLog extends Error {
  /** A sentence about the file, without what it holds. */
  constructor(reason: string) {
    super(reason)
    this.name = 'UnusableLog'
  }
}
