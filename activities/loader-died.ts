/** The process that loaded a log ended before it was done, by a crash or for want of memory; the file may be at fault. */
export class LoaderDied extends Error {
  constructor(how: string) {
    super(`Cannot load a log file: the process that read it ended (${how}).`)
    this.name = 'LoaderDied'
  }
}
