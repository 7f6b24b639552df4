/** The lock file's name beside a manifest's: `NAME.yaml` has `NAME.lock`. */
export const lockNameOf = (manifest: string): string => `${manifest.replace(/\.ya?ml$/, '')}.lock`;
