import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'

/**
 * The options of a benchmark. `--help` prints the usage and ends with 0, an option that it does not have ends with 2.
 *
 * @param usage how it is called, with what each option does
 */
export function benchOptions<Options extends ParseArgsOptionsConfig>(usage: string, options: Options) {
  if (process.argv.includes('--help')) {
    console.log(usage)
    process.exit(0)
  }
  try {
    return parseArgs({ options }).values
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`)
    process.exit(2)
  }
}
