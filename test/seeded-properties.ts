import fc from 'fast-check'

// Loaded before every test file: properties are tried with the same values in each run, so that a run that passed passes
// again. Another seed tries others: NIGHTDRIFT_SEED=7 npm run test:all

fc.configureGlobal({ seed: Number(process.env.NIGHTDRIFT_SEED ?? 1) })
