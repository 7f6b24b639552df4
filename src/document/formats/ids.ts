/** Every format of documents. By itself, since what reads it on a host is a fact of the operating systems. */
export const formatIds = ['cloud-config', 'ignition', 'script'] as const;

export type FormatId = (typeof formatIds)[number];
