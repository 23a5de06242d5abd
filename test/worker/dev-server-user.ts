import { connectTemporal } from '../../worker/temporal-connection.ts'

// A command of its own process that uses the embedded server of a folder until it is told to end (or is killed).

const projectFolder = process.argv[2] ?? ''
await using temporal = await connectTemporal({ projectFolder, log: (line) => console.error(line) })
const { address, uiUrl } = temporal
process.send?.({ address, uiUrl })
await new Promise<void>((resolve) => {
  process.once('message', () => resolve())
  process.once('disconnect', () => resolve())
})
if (process.connected) process.disconnect()
