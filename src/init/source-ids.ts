/** Names of the files that tell of hosts, apart from what reads them: no other command needs that. */
export const sourceIds = ['ssh-config', 'terraform-output', 'csv'] as const;

export type SourceId = (typeof sourceIds)[number];
