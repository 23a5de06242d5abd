export { launchNight } from './launch-night.ts'
export { nightly } from './nightly.ts'
export { suiteRun } from './suite-run.ts'
export { trafficLoad } from './traffic-load.ts'
