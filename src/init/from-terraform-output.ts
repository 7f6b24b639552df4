import { quoted } from '../check/wording.ts';
import { isRecord } from '../manifest/wording.ts';
import { hostName, type KnownHost, type KnownHosts, SourceError } from './known-host.ts';

/** Attributes of providers' resources that have an address, the one that peers reach first. */
const ADDRESSES = [
  'address',
  'private_ip',
  'private_ip_address',
  'network_ip',
  'ip',
  'ip_address',
  'ipv4_address',
  'public_ip',
  'access_ip_v4',
  'ipv6_address',
];

/**
 * What `terraform output -json`, or OpenTofu's, prints: an output whose value is a map of names and addresses, of names and
 * resources, or a list of resources. Where several are such, the one named `hosts`.
 */
export function fromTerraformOutput(text: string): KnownHosts {
  let outputs: unknown;
  try {
    outputs = JSON.parse(text);
  } catch (error) {
    throw new SourceError(
      `it is not JSON: ${error instanceof Error ? error.message : ''}; create it with: terraform output -json`,
    );
  }
  if (!isRecord(outputs)) throw new SourceError('it is not a map of outputs; create it with: terraform output -json');
  const found = Object.entries(outputs).flatMap(([name, output]) => {
    const hosts = hostsOf(isRecord(output) && 'value' in output ? output['value'] : output);
    return hosts ? [{ name, hosts }] : [];
  });
  const [first, ...more] = found;
  const chosen = more.length === 0 ? first : found.find(({ name }) => name === 'hosts');
  if (chosen) {
    const others = Object.keys(outputs).filter((name) => name !== chosen.name);
    const passedOver = others.map((name) => ({
      line: undefined,
      what: `output ${quoted(name)}: ${found.some((other) => other.name === name) ? "another output is named 'hosts'" : 'it is not a map of hosts'}`,
    }));
    return { hosts: chosen.hosts, passedOver };
  }
  const names = found.map(({ name }) => quoted(name)).join(', ');
  throw new SourceError(
    first === undefined
      ? `no output maps host names to addresses, or to resources with one of the attributes ${ADDRESSES.join(', ')}`
      : `several outputs contain hosts: ${names}; name one of them 'hosts'`,
  );
}

/** The hosts that a value tells, or undefined where it is none such. */
function hostsOf(value: unknown): KnownHost[] | undefined {
  const entries = Array.isArray(value)
    ? value.map((item): [unknown, unknown] => [isRecord(item) ? item['name'] : undefined, item])
    : isRecord(value)
      ? Object.entries(value)
      : [];
  const hosts = entries.flatMap(([name, item]) => {
    const address = addressOf(item);
    return typeof name === 'string' && address !== undefined ? [{ name: hostName(name), address }] : [];
  });
  return hosts.length > 0 && hosts.length === entries.length ? hosts : undefined;
}

function addressOf(item: unknown): string | undefined {
  const values = isRecord(item) ? ADDRESSES.map((key) => item[key]) : [item];
  return values.find(
    (value): value is string => typeof value === 'string' && /^[0-9a-f.:]+$/i.test(value) && /[.:]/.test(value),
  );
}
