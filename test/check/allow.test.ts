import { expect, test } from 'vitest';
import { twoHosts } from '../../src/check/example.ts';
import { codesOf, said } from './diagnose.ts';

test('a warning with a reason is silent', () => {
  expect(codesOf(twoHosts('network: { loops: stp }\nallow: { MI0656: drilled }\n'))).toEqual([]);
});

test('an error stays, and the entry for it is one too', () => {
  expect(said(twoHosts('docker: { listen: mesh }\nallow: { MI0609: a lab }\n'))).toMatchInlineSnapshot(`
    "6:19 error MI0609: docker.listen mesh opens Docker’s API without TLS: whoever reaches it is root on every host
      hint: Remove it and use docker -H ssh://HOST, add docker.tls or each host’s tls, or accept the risk with docker.insecure: true.
    7:10 error MI0670: allow names MI0609, which is an error and cannot be silenced
      hint: Fix what it reports, and remove the entry."
  `);
});

test('a code that does not exist is told', () => {
  expect(said(twoHosts('allow: { MI9999: whatever }\n'))).toMatchInlineSnapshot(`
    "6:10 error MI0670: allow names MI9999, which is not a code of meshinit
      hint: Copy the code from the warning, or remove the entry."
  `);
});

test('an entry that silences nothing is a warning at its key', () => {
  expect(said(twoHosts('network: { loops: stp }\nallow:\n  MI0656: drilled\n  MI0652: old\n'))).toMatchInlineSnapshot(`
    "9:3 warning MI0671: allow.MI0652 silences nothing: this manifest has no such warning
      hint: Remove the entry."
  `);
});

test('with an error nobody knows which warnings there would be, so no entry is called unused', () => {
  expect(codesOf(twoHosts('network: { slice: /12 }\nallow: { MI0652: old }\n'))).toEqual(['MI0305']);
});

test('the warning about unused entries can be silenced too, but not for nothing', () => {
  expect(codesOf(twoHosts('allow: { MI0652: some clusters are old, MI0671: one list for all }\n'))).toEqual([]);
  expect(said(twoHosts('allow: { MI0671: one list for all }\n'))).toMatchInlineSnapshot(`
    "6:10 warning MI0671: allow.MI0671 silences nothing: this manifest has no such warning
      hint: Remove the entry."
  `);
});

test('an entry whose reason is of the wrong type silences nothing and is told once', () => {
  expect(codesOf(twoHosts('network: { loops: stp }\nallow: { MI0656: 7 }\n'))).toEqual(['MI0656', 'MI0203']);
});
