import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { fragmentOf, readFragment } from '../../../src/playground/page/share-link.ts';
import { thoroughTest } from '../../support/thorough.ts';

const linkOf = (bytes: Uint8Array): string => `#m=${deflateRawSync(bytes).toString('base64url')}`;

test('every text comes back from its link', async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
      expect(await readFragment(await fragmentOf(text))).toEqual({ text });
    }),
    { numRuns: 100 },
  );
});

test('a link holds letters, digits, - and _ only', async () => {
  expect(await fragmentOf('name: <ü>&"\n'.repeat(50))).toMatch(/^#m=[\w-]+$/);
});

test('a fragment that is no manifest is none of ours', async () => {
  expect(await readFragment('')).toBeUndefined();
  expect(await readFragment('#hosts')).toBeUndefined();
});

thoroughTest('a hostile fragment is a fault, and never unfolded in full', async () => {
  const fault = async (fragment: string): Promise<unknown> => readFragment(fragment);
  const bomb = deflateRawSync(deflateRawSync(Buffer.alloc(2 ** 27)));
  expect(await fault(linkOf(Buffer.alloc(2 ** 24)))).toEqual({ fault: expect.stringContaining('more than') });
  expect(await fault(`#m=${bomb.toString('base64url')}`)).toHaveProperty('fault');
  expect(await fault(`#m=${'A'.repeat(40_000)}`)).toEqual({ fault: expect.stringContaining('too long') });
  expect(await fault('#m=%3Cscript%3E')).toEqual({ fault: expect.stringContaining('damaged') });
  expect(await fault(linkOf(Buffer.from([0xff])))).toEqual({ fault: expect.stringContaining('damaged') });
  expect(await fault((await fragmentOf('name: mesh\n'.repeat(9))).slice(0, -6))).toHaveProperty('fault');
});
