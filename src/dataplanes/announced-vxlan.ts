import announcedLook from '../host/scripts/announced-look.sh';
import joined from '../host/scripts/announced-set.sh';
import announcedState from '../host/scripts/announced-state.sh';
import { withPlaces } from '../host/shell.ts';
import type { DataplaneFacts } from './dataplane.ts';

/** What FRR has put there is FRR's to take away. */
const OURS = [
  '{ for (i = 2; i < NF; i++) if ($i == "dst") print $1',
  '!/ extern_learn/ { for (i = 2; i < NF; i++) if ($i == "dst") print $1',
] as const;

const MADE = ['is_tunnel || make_tunnel', '{ is_tunnel && is_told; } || make_tunnel nolearning'] as const;

/**
 * The kernel's VXLAN device where BGP says which address is where: it learns nothing from frames. The all-zero entries stay, for
 * broadcasts, and for all else while nobody announces anything.
 */
export const announcedVxlan = ({ scripts, ...facts }: DataplaneFacts): DataplaneFacts => ({
  ...facts,
  title: 'kernel VXLAN and BGP EVPN',
  scripts: {
    ...scripts,
    state: `${scripts.state}${announcedState}`,
    look: `${scripts.look}${announcedLook}`,
    common: scripts.common.map((text) => withPlaces(text, [OURS])),
    build: scripts.build.map((text) => (text.includes(MADE[0]) ? withPlaces(text, [MADE]) : text)),
    joined,
  },
});
