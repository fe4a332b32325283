import fc from 'fast-check'

/**
 * fast-check with the suite's own seed, so that a test that turns red does so for its change, and again when it is run again.
 * `PROVOST_SEED=12345 npm test -- FILE` tries other inputs; whatever they find becomes a test of its own.
 */
fc.configureGlobal({ seed: Number(process.env.PROVOST_SEED ?? 2026) })

export { fc }
