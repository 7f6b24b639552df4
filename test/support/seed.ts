import fc from 'fast-check';

// One seed for every property, so that a run fails for a change of the code and not by chance. FUZZ_SEED looks elsewhere.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env['FUZZ_SEED'] ?? 20_151_106) });
