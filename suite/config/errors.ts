/** The user gave something that cannot work: a config key, a flag, a file. The CLI exits with 2, Temporal does not retry. */
export class ConfigError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'ConfigError'
  }
}
