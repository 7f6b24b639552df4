import type { LayoutFacts } from './layout.ts';

/** `network: none`: nothing of meshinit's joins containers, and Docker's bridge is Docker's own. */
export const none = {
  layout: 'none',
  isBuilt: false,
  switchName: '',
  hasVeth: false,
  // No Ethernet segment, so no loops: hosts reach each other as the underlay has it.
  isRouted: true,
  switchHasAddress: false,
  dockerNetwork: ({ slice }) => slice,
  dockerAddress: ({ bridge }) => bridge,
  dockerOptions: () => ({}),
  dockerMasquerades: true,
  scripts: { join: '', functions: [], addresses: [], checks: [] },
} as const satisfies LayoutFacts;
