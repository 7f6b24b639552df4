import { cidrText, overlaps } from '../../addresses/cidr.ts';
import { hostsOf } from '../../manifest/network.ts';
import { example } from '../example.ts';
import { type SlicePin, slicePins } from '../pins.ts';
import type { NetworkRule } from '../rule.ts';

export const sliceOverlap = {
  law: {
    code: 'MI0405',
    severity: 'error',
    title: 'Pinned slices must not overlap.',
    explanation: "Each host's Docker hands out its slice on its own, so two containers would get the same address.",
    wrong: example([
      'host1: { address: 10.0.0.11, slice: 172.17.64.0/18 }',
      'host2: { address: 10.0.0.12, slice: 172.17.64.0/19 }',
    ]),
    right: example([
      'host1: { address: 10.0.0.11, slice: 172.17.64.0/18 }',
      'host2: { address: 10.0.0.12, slice: 172.17.128.0/18 }',
    ]),
  },
  checkNetwork({ network, report }) {
    const order = new Map(hostsOf(network).map((host, index) => [host, index]));
    const isBefore = (a: SlicePin, b: SlicePin): boolean => (order.get(a.host) ?? 0) < (order.get(b.host) ?? 0);
    const pins = slicePins(network).toSorted((a, b) => a.slice.first - b.slice.first || b.slice.last - a.slice.last);
    // Blocks either nest or are apart: sorted, each needs to be compared with the widest before it alone.
    let widest: SlicePin | undefined;
    for (const pin of pins) {
      if (!widest || !overlaps(widest.slice, pin.slice)) {
        widest = pin;
        continue;
      }
      const [first, second] = isBefore(widest, pin) ? [widest, pin] : [pin, widest];
      report({
        path: second.path,
        message: `hosts.${second.host.name}.slice ${cidrText(second.slice)} and hosts.${first.host.name}.slice ${cidrText(first.slice)} overlap`,
        hint: 'Two containers would get the same address: pin a separate range for each host, or let meshinit choose one.',
        related: [{ path: first.path, message: `hosts.${first.host.name} has it first` }],
      });
    }
  },
} as const satisfies NetworkRule;
