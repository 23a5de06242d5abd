import { existsSync } from 'node:fs'
import { access, constants, stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Looks whether a folder can be written to. It is made when first written to: until then its nearest folder above must
 * let it be made.
 *
 * @throws Error that names the folder in the way, and what to do
 */
export async function refuseUnwritable(location: string): Promise<void> {
  let folder = location
  while (!existsSync(folder) && dirname(folder) !== folder) folder = dirname(folder)
  if (!(await stat(folder)).isDirectory())
    throw new Error(
      `Cannot make the lake ${location}: ${folder} is a file. Move it away, or change \`lake\`.`,
    )
  await access(folder, constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    const mend = 'Give it the right to, or name another folder as `lake` in the config.'
    throw new Error(`Cannot write to the lake ${location}: this user may not write to ${folder}. ${mend}`, {
      cause,
    })
  })
}
