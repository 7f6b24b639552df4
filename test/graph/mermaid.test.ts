import { describe, expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { mermaid } from '../../src/graph/mermaid.ts';
import { thoroughOr } from '../support/thorough.ts';

function picture(hosts: number, network = ''): string {
  const lines = Array.from({ length: hosts }, (_, index) => {
    const number = index + 1;
    return `  h${number}: { address: 10.${Math.floor(number / 250)}.0.${(number % 250) + 1} }`;
  });
  const text = `meshinit: 1\nname: demo\ndefaults: { os: debian-12, provider: nocloud }\nhosts:\n${lines.join('\n')}\nnetwork: { subnet: 172.16.0.0/12, slice: /24${network} }\n`;
  const { cluster, diagnostics } = compile(text, { hosts: [] });
  if (!cluster) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
  return mermaid(cluster);
}

describe('the picture in Mermaid', () => {
  test('draws hosts and links of a small mesh', () => {
    expect(picture(3)).toBe(
      [
        'flowchart LR',
        '  n1["h1<br/>10.0.0.2"]',
        '  n2["h2<br/>10.0.0.3"]',
        '  n3["h3<br/>10.0.0.4"]',
        ...picture(3).split('\n').slice(4, 7),
        '',
      ].join('\n'),
    );
    expect(picture(3).match(/ ---\|vxlan\d\| /g)).toHaveLength(3);
    expect(picture(12).match(/ ---\|/g)).toHaveLength(66);
  });

  test('draws a ring link by link where a full mesh would be a tangle', () => {
    expect(picture(13, ', topology: ring').match(/ ---\|/g)).toHaveLength(13);
    expect(picture(14)).not.toContain('---|');
  });

  test.each(thoroughOr([13, 60, 300, 1500], [13, 60]))(
    'of %i hosts stays within what Mermaid draws and people read',
    (hosts) => {
      const text = picture(hosts);
      expect(text.length).toBeLessThan(50_000);
      expect(text.match(/---/g)?.length).toBeLessThanOrEqual(101);
      expect(text).toContain(
        `${hosts.toLocaleString('en')} hosts, ${((hosts * (hosts - 1)) / 2).toLocaleString('en')} links`,
      );
      const named = new Set(text.match(/\bh\d+\b/g)).size;
      const counted = Number(/and ([\d,]+) more hosts/.exec(text)?.[1]?.replace(',', '') ?? 0);
      expect(named + counted).toBe(hosts);
    },
  );
});
