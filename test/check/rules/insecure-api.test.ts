import { expect, test } from 'vitest';
import { twoHosts } from '../../../src/check/example.ts';
import { codesOf, said } from '../diagnose.ts';

test('it names who becomes root', () => {
  expect(said(twoHosts('docker: { listen: "0.0.0.0:2375", insecure: true }\n'))).toMatchInlineSnapshot(`
    "6:19 warning MI0650: docker.listen 0.0.0.0:2375 opens Docker’s API without TLS: whoever reaches it is root on every host
      hint: Remove it and use docker -H ssh://HOST, or say why it is safe here: allow: { MI0650: why }.
      6:45: allowed here"
  `);
});

test('insecure without listen opens nothing', () => {
  expect(codesOf(twoHosts('docker: { insecure: true }\n'))).not.toContain('MI0650');
});
