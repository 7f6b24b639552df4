import { parseAddress } from '../../addresses/address.ts';
import { blockAt, cidrText, netmaskText, parseCidr } from '../../addresses/cidr.ts';
import type { ManifestPath } from '../../diagnostics/diagnostic.ts';
import { CONTROL_PATH } from '../../manifest/control.ts';
import { mainKeys, networkKey, networkPath } from '../../manifest/network.ts';
import { twoHosts } from '../example.ts';
import type { CheckContext, ManifestRule, NetworkRule } from '../rule.ts';
import { quoted } from '../wording.ts';

export const cidrTexts = {
  law: {
    code: 'MI0302',
    severity: 'error',
    title: 'A range must be an IPv4 block in CIDR notation without host bits.',
    explanation:
      'Write a block as its first address, a slash and a prefix length. An address inside the block may be a mistake, so it is not rounded down silently.',
    wrong: twoHosts('network: { subnet: 172.17.42.1/16 }\n'),
    right: twoHosts('network: { subnet: 172.17.0.0/16 }\n'),
  },
  check({ manifest, report }) {
    const pins = Object.entries(manifest.input.hosts);
    const { control } = mainKeys(manifest.input);
    const newcomers = typeof control === 'object' ? control.evpn.range : undefined;
    reportFaults(
      [
        ...pins.map(([name, { slice }]) => ({ path: ['hosts', name, 'slice'], text: slice })),
        { path: [...CONTROL_PATH, 'range'], text: newcomers },
      ],
      networkKey(manifest.networks[0], 'slice'),
      report,
    );
    const { address_pool, networks = {} } = manifest.input.overlay ?? {};
    const subnets = Object.entries(networks).map(([name, network]) => ({
      path: ['overlay', 'networks', name, 'subnet'],
      text: network?.subnet,
    }));
    reportFaults([{ path: ['overlay', 'address_pool'], text: address_pool }, ...subnets], '', report);
  },
  checkNetwork({ network, report }) {
    const keys = ['subnet', 'bridges'] as const;
    reportFaults(
      keys.map((key) => ({ path: networkPath(network, key), text: network.input[key] })),
      networkKey(network, 'slice'),
      report,
    );
  },
} as const satisfies ManifestRule & NetworkRule;

interface GivenRange {
  readonly path: ManifestPath;
  readonly text: string | undefined;
}

/** @param sizeKey where the size of a slice is said; '' of what has none */
function reportFaults(ranges: readonly GivenRange[], sizeKey: string, report: CheckContext['report']): void {
  for (const { path, text } of ranges) {
    const block = text === undefined ? undefined : parseCidr(text);
    if (text === undefined || !block || !('fault' in block)) continue;
    const fault = isLength(text) ? ' is only a prefix length; expected a block such as 172.17.64.0/18' : block.fault;
    const gap = /^[: ]/.test(fault) ? '' : ' ';
    report({
      path,
      message: `${path.join('.')} ${quoted(text)}${gap}${fault}`,
      hint:
        text.includes(':') && sizeKey !== '' && path.at(-1) === 'subnet'
          ? `Containers get IPv6 by ${path.join('.')}6.`
          : suggestion(text, sizeKey),
    });
  }
}

/** The block that was most likely meant. */
function suggestion(text: string, sizeKey: string): string {
  if (isLength(text))
    return sizeKey === '' ? 'Example: 10.201.0.0/24.' : `The size of every host’s slice is ${sizeKey}.`;
  const [base = '', length] = text.trim().split(/\s*[/\s]\s*/);
  const address = parseAddress(padded(base));
  if ('fault' in address || address.family === 6) return 'Example: 172.17.0.0/16.';
  const value = Number(address.value);
  const prefix = length === undefined ? likelyPrefix(value) : prefixOf(length);
  return prefix === undefined
    ? `Example: ${cidrText(blockAt(value, likelyPrefix(value)))}.`
    : `Did you mean ${cidrText(blockAt(value, prefix))}?`;
}

const isLength = (text: string): boolean => /^\/\d+$/.test(text);

/** `172.17` as some programs take it: the zeros at the end left out. */
const padded = (base: string): string =>
  /^\d+(\.\d+){0,2}$/.test(base) ? `${base}${'.0'.repeat(4 - base.split('.').length)}` : base;

/** 16 or 24 bits as people mostly have them, by the zeros at the end. */
const likelyPrefix = (address: number): number => (address % 2 ** 16 === 0 ? 16 : 24);

/** `16`, or the same as a netmask: `255.255.0.0`. */
function prefixOf(text: string): number | undefined {
  if (/^\d{1,2}$/.test(text) && Number(text) <= 32) return Number(text);
  const prefixes = Array.from({ length: 33 }, (_, prefix) => prefix);
  return prefixes.find((prefix) => netmaskText(prefix) === text);
}
