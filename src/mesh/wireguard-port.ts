import type { Encryption } from './mesh.ts';

/** The UDP port of a generation of keys: of two that stand side by side each has its own. */
export const wireguardPort = ({ port }: Encryption, generation: number): number => port + (generation % 2);
