/** What the lock keeps of the authority that certificates of Docker's own overlay are of. */
export interface LockedAuthority {
  /** The newest, 0 and up. */
  readonly generation: number;
  /** Of its public key: SHA-256, in base64. */
  readonly digest: string;
  /** While it is being changed: of the generation before. */
  readonly former: string | undefined;
}

/** The lock's line. It is not the overlay's own: whoever lets an overlay begin anew keeps the generation. */
export const authorityText = ({ generation, digest, former }: LockedAuthority): string =>
  [
    '# Of the authority of certificates: its public key, digested. The private one is derived from the seed.\n',
    `authority: { generation: ${generation}, digest: "${digest}"${former === undefined ? '' : `, former: "${former}"`} }\n`,
  ].join('');
