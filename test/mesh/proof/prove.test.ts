import { describe, expect, test } from 'vitest';
import { proveMesh } from '../../../src/mesh/proof/prove.ts';
import { planned } from '../../support/hosts.ts';
import { thoroughTest } from '../../support/thorough.ts';

const proofOf = (hosts: number, topology: string) => {
  const lines = Array.from(
    { length: hosts },
    (_, index) => `  h${index + 1}: { address: 192.168.${index >> 8}.${index & 255} }\n`,
  );
  const text = `meshinit: 1\ndefaults: { os: debian-12, provider: nocloud }\nhosts:\n${lines.join('')}network: { subnet: 10.0.0.0/8, slice: /22, topology: ${topology} }\n`;
  return proveMesh(planned(text).mesh);
};

describe('what a mesh keeps when hosts die is computed', () => {
  test('of a full mesh', () => {
    expect(proofOf(5, 'full')).toEqual({ survives: 3, bridges: 2, after: undefined });
  });

  test('of a ring: a chain of the others is left', () => {
    const after = { deaths: 1, bridges: 6, tried: 7, all: true };
    expect(proofOf(7, 'ring')).toEqual({ survives: 1, bridges: 4, after });
  });

  test('of a star: as many hubs but one', () => {
    expect(proofOf(6, '{ star: [h1] }')).toEqual({ survives: 0, bridges: 3, after: undefined });
    expect(proofOf(6, '{ star: [h1, h2] }')).toMatchObject({
      survives: 1,
      bridges: 3,
      after: { deaths: 1, bridges: 3 },
    });
  });

  test('of links as listed', () => {
    expect(proofOf(4, '{ links: [[h1, h2], [h2, h3], [h3, h4], [h4, h1], [h1, h3]] }')).toMatchObject({ survives: 1 });
    expect(proofOf(3, '{ links: [[h1, h2], [h2, h3]] }')).toMatchObject({ survives: 0, bridges: 3 });
  });

  thoroughTest('of one that survives two: every case for 20 hosts, the worst of a sample for 400', () => {
    const every = { deaths: 2, bridges: 7, tried: 190, all: true };
    expect(proofOf(20, '{ survive: 2 }')).toEqual({ survives: 2, bridges: 5, after: every });
    const { survives, bridges, after } = proofOf(400, '{ survive: 2 }');
    expect({ survives, bridges }).toEqual({ survives: 2, bridges: 5 });
    expect(after).toMatchObject({ deaths: 2, all: false });
    expect(after?.bridges).toBeLessThanOrEqual(7);
  });
});
