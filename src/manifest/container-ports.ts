import type { ManifestPath } from '../diagnostics/diagnostic.ts';
import { PORT } from './container-forms.ts';
import type { Container } from './containers.ts';
import { isRecord } from './wording.ts';

/** A port of a container that its host opens. */
export interface PublishedPort {
  /** The host's address; '' for all. */
  readonly ip: string;
  /** The host's port; undefined where Docker chooses one. */
  readonly published: number | undefined;
  readonly target: number;
  readonly protocol: string;
  readonly path: ManifestPath;
}

/** What of a text or a map is no port, for a sentence. */
export interface PortFault {
  readonly path: ManifestPath;
  readonly fault: string;
}

const LARGEST = 65_535;
/** Every port of a range is a rule of Docker's. */
const MOST = 1024;

/** Every published port, ranges taken apart; and what is wrong in itself. */
export interface Ports {
  readonly ports: readonly PublishedPort[];
  readonly faults: readonly PortFault[];
}

/** Those of a declared container. */
export const portsOf = ({ input, path }: Pick<Container, 'input' | 'path'>): Ports =>
  readPorts(input.ports, [...path, 'ports']);

/** A list in Compose's short and long forms. What is of neither form says nothing. */
export function readPorts(given: unknown, path: ManifestPath): Ports {
  const ports: PublishedPort[] = [];
  const faults: PortFault[] = [];
  for (const [index, item] of (Array.isArray(given) ? given : []).entries()) {
    const at = [...path, index];
    const read = isRecord(item) ? readMap(item) : readText(String(item));
    if (typeof read === 'string') faults.push({ path: at, fault: read });
    else ports.push(...read.map((port) => ({ ...port, path: at })));
  }
  return { ports, faults };
}

type Port = Omit<PublishedPort, 'path'>;

function readMap(given: Readonly<Record<string, unknown>>): Port[] | string {
  const { target, published, host_ip: ip = '', protocol = 'tcp' } = given;
  const number = published === undefined ? undefined : Number(published);
  if (number !== undefined && number > LARGEST) return `publishes ${number}; the largest port is ${LARGEST}`;
  // A range, which Compose takes one of, is none that is known beforehand.
  if (number !== undefined && !Number.isInteger(number)) return [];
  return [{ ip: String(ip), published: number, target: Number(target), protocol: String(protocol) }];
}

function readText(text: string): Port[] | string {
  const [whole, ip = '', published, target = '', protocol = 'tcp'] = PORT.exec(text) ?? [];
  if (whole === undefined) return [];
  const targets = rangeOf(target);
  const sources = published === undefined ? undefined : rangeOf(published);
  if (typeof targets === 'string') return targets;
  if (typeof sources === 'string') return sources;
  if (sources && sources.length !== targets.length) {
    return `publishes ${sources.length} ports for ${targets.length}; ranges must be of one length`;
  }
  return targets.map((number, index) => ({
    ip: ip.replace(/^\[|\]$/g, ''),
    published: sources?.[index],
    target: number,
    protocol,
  }));
}

function rangeOf(text: string): number[] | string {
  const [first = 0, last = first] = text.split('-').map(Number);
  if (last > LARGEST) return `has port ${last}; the largest is ${LARGEST}`;
  if (last < first) return `has the range ${text}, which ends before it begins`;
  if (last - first >= MOST) return `has a range of ${last - first + 1} ports; at most ${MOST}`;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index);
}
