import { expect, test } from 'vitest';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { patchOrder } from '../../src/patch/patch-order.ts';
import { seatRank } from '../../src/patch/seat-order.ts';
import { compiled } from '../support/hosts.ts';

const keys = keysFrom(new Uint8Array(32));

/** @param hosts as the manifest has them, with a former name after an = */
const manifest = (managers: readonly string[], hosts: readonly string[]): string =>
  `meshinit: 1\ndefaults: { os: debian-13 }\nnetwork: none\noverlay: { engine: swarm, managers: [${managers.join(', ')}] }\nhosts:\n${hosts
    .map((host) => {
      const [name, was = ''] = host.split('=');
      const number = /\d/.exec(was || host)?.[0];
      return `  ${name}: { address: 10.0.0.1${number}${was && `, was: ${was}`} }\n`;
    })
    .join('')}`;

const HOSTS = ['h1', 'h2', 'h3', 'h4', 'h5'];

function turns(
  managers: readonly string[],
  then: readonly string[],
  hosts: readonly string[],
  young = hosts,
): string[] {
  const text = manifest(managers, hosts);
  const { lock } = compiled(text, { keys });
  const { steps, diagnostics } = patchOrder({ text, lock }, { text: manifest(then, young), lock }, { keys });
  expect([...diagnostics.before, ...diagnostics.after]).toEqual([]);
  return steps.map(({ host, verdict }) => (verdict === 'patch' ? host : `${host} ${verdict}`));
}

test('managers that stay come first, then the new one, then workers, and last the one that is none any more', () => {
  expect(turns(['h2', 'h3', 'h4'], ['h3', 'h4', 'h5'], HOSTS)).toEqual(['h3', 'h4', 'h5', 'h1', 'h2']);
  expect(turns(['h1'], ['h1', 'h2', 'h4'], HOSTS)).toEqual(['h1', 'h2', 'h4', 'h3', 'h5']);
  expect(turns(['h1', 'h2', 'h4'], ['h4'], HOSTS)).toEqual(['h4', 'h3', 'h5', 'h1', 'h2']);
});

test('a manager more that is a new host boots first, and waits for those that stay', () => {
  expect(turns(['h2'], ['h1', 'h2', 'h3'], ['h2', 'h3', 'h4'], ['h1', 'h2', 'h3', 'h4'])).toEqual([
    'h1 new',
    'h2',
    'h3',
    'h4',
  ]);
});

test('a manager that is renamed is one that stays', () => {
  const young = ['h1', 'new=h2', 'h3', 'h4', 'h5'];
  expect(turns(['h2', 'h3', 'h4'], ['new', 'h3', 'h1'], HOSTS, young)).toEqual(['new', 'h3', 'h1', 'h5', 'h4']);
});

test('one that is renamed and no manager any more comes last, though no manager ever had its name', () => {
  const young = ['new=h1', 'h2', 'h3', 'h4', 'h5'];
  expect(turns(['h1', 'h2', 'h3'], ['h2', 'h3', 'h4'], HOSTS, young)).toEqual(['h2', 'h3', 'h4', 'h5', 'new']);
});

test('a name that a manager had is not its former seat for the host that has it now', () => {
  const before = { overlay: { seats: ['a', 'b'] } } as unknown as Parameters<typeof seatRank>[1];
  const after = { overlay: { seats: ['a', 'c'] } } as unknown as typeof before;
  expect(seatRank(before, after, 'a', 'z')).toBe(1);
  expect(seatRank(before, after, 'b', 'z')).toBe(2);
  expect(seatRank(undefined, after, 'a', undefined)).toBe(1);
  expect(seatRank(before, {} as typeof before, 'b', 'b')).toBe(3);
});
