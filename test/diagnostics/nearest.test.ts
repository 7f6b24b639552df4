import { expect, test } from 'vitest';
import { didYouMean, nearest } from '../../src/diagnostics/nearest.ts';

test('a misspelt word is suggested as it should be, whatever its case', () => {
  expect(nearest('adress', ['address', 'os'])).toBe('address');
  expect(nearest('GRE', ['gre', 'vxlan'])).toBe('gre');
  expect(didYouMean('tunel', ['tunnel'])).toBe("Did you mean 'tunnel'?");
});

test('of two that are equally near none is suggested, of equal ones the one', () => {
  expect(nearest('host9', ['host1', 'host2'])).toBeUndefined();
  expect(nearest('host', ['host1', 'host2', 'hosts'])).toBeUndefined();
  expect(nearest('hots', ['host', 'host'])).toBe('host');
  expect(nearest('subnets', ['subnet6', 'subnet'])).toBe('subnet');
  expect(nearest('host1', ['host2', 'host1', 'host3'])).toBe('host1');
});

test('what is far away, or nothing at all, is not suggested', () => {
  expect(nearest('packet', ['hetzner', 'aws'])).toBeUndefined();
  expect(nearest('x', [])).toBeUndefined();
  expect(didYouMean('x'.repeat(1_000_000), ['xx'])).toBe('');
});
