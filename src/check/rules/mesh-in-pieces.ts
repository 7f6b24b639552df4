import { hostsOf, networkPath } from '../../manifest/network.ts';
import { example } from '../example.ts';
import { hostTest, linksOf } from '../links.ts';
import type { TunnelRule } from '../rule.ts';
import { fewOf } from '../wording.ts';

const FOUR = [11, 12, 13, 14].map((last) => `host${last - 10}: { address: 10.0.0.${last} }`);

export const meshInPieces = {
  law: {
    code: 'MI0415',
    severity: 'error',
    title: 'Every host must reach every other, directly or through other hosts.',
    explanation: 'No packet passes between separate pieces of a mesh. Add a link that joins them.',
    wrong: example(FOUR, 'network: { topology: { links: [[host1, host2], [host3, host4]] } }\n'),
    right: example(FOUR, 'network: { topology: { links: [[host1, host2], [host2, host3], [host3, host4]] } }\n'),
  },
  checkTunnels(context) {
    const { network } = context;
    const links = linksOf(context).map(({ ends }) => ends);
    const isHost = hostTest(context);
    // A link that is wrong in itself is told of already, and mending it may well join the pieces.
    if (links.length === 0 || links.some(([a, b]) => a === b || !isHost(a) || !isHost(b))) return;
    const pieces = piecesOf(
      hostsOf(network).map((host) => host.name),
      links,
    );
    const [first, second] = pieces;
    if (!first || !second) return;
    const shown = pieces.slice(0, 4).map((piece) => `{${fewOf(piece)}}`);
    const more = pieces.length > shown.length ? ` and ${pieces.length - shown.length} more` : '';
    context.report({
      path: networkPath(network, 'topology', 'links'),
      at: 'key',
      message: `the links leave the mesh in ${pieces.length} separate pieces: ${shown.join(', ')}${more}`,
      hint: `Join them, with a link such as [${first[0]}, ${second[0]}].`,
    });
  },
} as const satisfies TunnelRule;

/** The hosts that reach one another, piece by piece, in the network's order. */
function piecesOf(names: readonly string[], links: readonly (readonly [string, string])[]): string[][] {
  const neighbours = new Map<string, string[]>();
  for (const [a, b] of [...links, ...links.map(([a, b]) => [b, a] as const)]) {
    const list = neighbours.get(a);
    if (list) list.push(b);
    else neighbours.set(a, [b]);
  }
  const pieceOf = new Map<string, number>();
  let count = 0;
  for (const start of names) {
    if (pieceOf.has(start)) continue;
    const queue = [start];
    for (const name of queue) {
      if (pieceOf.has(name)) continue;
      pieceOf.set(name, count);
      queue.push(...(neighbours.get(name) ?? []));
    }
    count += 1;
  }
  const pieces: string[][] = Array.from({ length: count }, () => []);
  for (const name of names) pieces[pieceOf.get(name) ?? 0]?.push(name);
  return pieces;
}
