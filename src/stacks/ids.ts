/** Every way to keep a host's network. By itself, since the manifest's schema needs no more of them. */
export const stackIds = ['ifupdown', 'ifcfg', 'systemd'] as const;

export type StackId = (typeof stackIds)[number];
