import { ConfigError } from '../../suite/config/errors.ts'
import type { HttpSpec } from '../../suite/config/targets/http.ts'
import { fillText } from '../../suite/template.ts'

/**
 * The headers of an `http` target with the environment's values in place of `{{env.NAME}}`; a body is JSON unless they
 * say otherwise.
 *
 * @throws ConfigError for a variable that is missing or no header can carry; it never quotes a value
 */
export function readHttpHeaders(spec: HttpSpec, env: Readonly<Record<string, string | undefined>>): Headers {
  const headers = new Headers({ accept: 'application/json' })
  if (spec.method !== 'GET') headers.set('content-type', 'application/json')
  for (const [name, template] of Object.entries(spec.headers)) {
    const value = fillText(template, (variable) => variableOf(variable.slice('env.'.length), name, env))
    if (!/^[\t\x20-\x7e]*$/.test(value)) {
      throw new ConfigError(
        `Cannot use the http target: its header "${name}" would hold line ends or characters outside ASCII. Set its variable anew.`,
      )
    }
    headers.set(name, value)
  }
  return headers
}

function variableOf(
  variable: string,
  header: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const value = env[variable]?.trim() ?? ''
  if (value !== '') return value
  throw new ConfigError(
    `Cannot use the http target: the environment has no ${variable}, which its header "${header}" needs. Set it.`,
  )
}
