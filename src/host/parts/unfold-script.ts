import { ipv4Text } from '../../addresses/address.ts';
import type { Membership, Mesh } from '../../mesh/mesh.ts';
import { sharedPath } from '../../os/places.ts';
import { peersPath } from '../features/names.ts';
import { type HostNetwork, type HostPlan, origins } from '../host-plan.ts';
import { type Folding, type PlannedFile, scriptFile } from '../part.ts';
import unfold from '../scripts/unfold.sh';

export const unfoldPath = ({ os }: HostPlan): string => sharedPath('unfold.sh', os);

/** The script that writes the folded files on the host, at the first boot. */
export function unfoldScript(plan: HostPlan, foldings: readonly Folding[]): PlannedFile {
  const path = unfoldPath(plan);
  const text = `${unfold}\n${foldings.map(({ script }) => script()).join('\n')}\nrm -f ${path}\n`;
  return scriptFile(path, text, [origins.host(plan), ...origins.peers(plan)]);
}

/** The list of peers without what each line repeats or counts. */
export function peersFolding(network: HostNetwork): Folding {
  const { mesh, member } = network;
  const path = peersPath(network);
  const script = (): string =>
    `peers ${mesh.names.ports} <<'END' | write_file ${path}\n${foldedList(mesh, member)}END\n`;
  return { paths: [path], script };
}

/** In a full mesh every host of a site has the same list, its own line included: addresses are as the site sees them. */
const wholeLists = new WeakMap<Mesh, Map<string | undefined, string>>();

function foldedList(mesh: Mesh, host: Membership): string {
  if (host.linkCount < mesh.members.length - 1) return listOf(host);
  const bySite = wholeLists.get(mesh) ?? new Map<string | undefined, string>();
  wholeLists.set(mesh, bySite);
  const text = bySite.get(host.node.site) ?? listOf(host);
  bySite.set(host.node.site, text);
  return text;
}

function listOf(host: Membership): string {
  const own = { peer: host, remote: host.node.inside };
  const members = [own, ...host.links].toSorted((a, b) => a.peer.number - b.peer.number);
  let before: readonly string[] = [];
  const lines = members.map(({ peer: { name, bridge, number }, remote: { address } }) => {
    const fields = [name, ipv4Text(bridge), String(number)];
    const written = fields.map((field, index) => (field === oneMore(before[index]) ? '+' : field));
    before = fields;
    while (written.at(-1) === '+') written.pop();
    return `${[address.text, ...written].join(' ')}\n`;
  });
  return lines.join('');
}

/** A text with the number at its end counted up by one, as unfold.sh does it: of as many digits at least. */
function oneMore(text: string | undefined): string | undefined {
  const [, head = '', digits = ''] = /^(.*?)(\d{1,9})$/.exec(text ?? '') ?? [];
  // A number of more digits than awk counts exactly is written out.
  if (digits === '' || /\d$/.test(head)) return undefined;
  return head + String(Number(digits) + 1).padStart(digits.length, '0');
}
