import { cidrText } from '../addresses/cidr.ts';
import { counted, figure } from '../counted.ts';
import type { HostDocument } from '../document/pack.ts';
import { layoutOf } from '../layouts/layouts.ts';
import { membershipIn } from '../mesh/membership-in.ts';
import { providerOf } from '../providers/providers.ts';
import { assetName } from './asset-names.ts';
import type { Cluster } from './cluster.ts';

export interface TableFacts {
  /** Hosts that differ from the release before. */
  readonly changed: readonly string[];
  /** The release before, for the heading; undefined where there is nothing to compare with. */
  readonly before: string | undefined;
  /** Where a file can be had, by its name on the release. */
  readonly links: ReadonlyMap<string, string>;
}

/**
 * The hosts as a Markdown table: address, slice, bytes of the limit, changed or not, and what to paste where.
 * @param room in characters: rows beyond it are counted, not shown
 */
export function hostTable(cluster: Cluster, facts: TableFacts, room: number): string {
  const head = [
    `| Host | Address | Slice | Bytes | ${facts.before === undefined ? 'Changed' : `Since ${code(facts.before)}`} | Paste | Into |`,
    '|---|---|---|--:|---|---|---|',
  ];
  const rows = cluster.documents.map((document) => row(cluster, document, facts));
  const shown = rows.slice(0, fitting(rows, room - head.join('\n').length));
  const left = rows.length - shown.length;
  const rest = left > 0 ? ['', `… and ${counted(left, 'more host')}: see the files.`] : [];
  return `${[...head, ...shown, ...rest].join('\n')}\n`;
}

function row({ plan, directory }: Cluster, document: HostDocument, { changed, before, links }: TableFacts): string {
  const host = membershipIn(plan.networks[0], document.host);
  const { title, userData } = providerOf(document.provider);
  const file = assetName(plan.name, document.name);
  const link = links.get(file);
  const isChanged = changed.includes(document.host);
  const cells = [
    document.host,
    host?.node.address.text ?? '',
    slicesOf(plan.networks, document.host),
    `${figure(document.bytes)} of ${figure(document.limit)}`,
    isChanged ? (before === undefined ? 'new' : '**changed**') : 'the same',
    link === undefined ? code(`${directory}/${document.name}`) : `[${file}](${link})`,
    `${title}: ${userData.field}`,
  ];
  return `| ${cells.map(escapeCell).join(' | ')} |`;
}

/** A host's slice, with that of each further network that it is in. */
function slicesOf(networks: Cluster['plan']['networks'], name: string): string {
  const slices = networks.flatMap((mesh, place) => {
    const member = layoutOf(mesh.layout).isBuilt ? membershipIn(mesh, name) : undefined;
    return member ? [`${place === 0 ? '' : `${mesh.name} `}${cidrText(member.slice)}`] : [];
  });
  return slices.join(', ');
}

function fitting(rows: readonly string[], room: number): number {
  let used = 0;
  const end = rows.findIndex((text) => {
    used += text.length + 1;
    return used > room;
  });
  return end === -1 ? rows.length : end;
}

/** Text that Markdown shows as it is: a path may hold anything. */
export const code = (text: string): string => `\`${text.replace(/[`\r\n]/g, ' ')}\``;

const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
