import { expect, test } from 'vitest';
import { dataplaneFacts, dataplanes } from '../../src/dataplanes/dataplanes.ts';
import { dataplaneIds } from '../../src/dataplanes/ids.ts';
import { dataplaneIdsOf, stackIdsOf } from '../../src/os/os-facts.ts';
import { oses } from '../../src/os/oses.ts';
import { exampleNamed } from '../support/examples.ts';
import { hostConfigs } from '../support/hosts.ts';

test('every id has its dataplane, and every dataplane its id', () => {
  expect(dataplanes.map(({ dataplane }) => dataplane)).toEqual(dataplaneIds);
});

test('every system can keep a network with each dataplane that it has', () => {
  for (const os of oses) {
    expect(dataplaneIdsOf(os).length).toBeGreaterThan(0);
    for (const id of dataplaneIdsOf(os))
      expect(`${os.id} ${id} ${stackIdsOf(os, dataplaneFacts(id)).length > 0}`).toBe(`${os.id} ${id} true`);
  }
});

test('a device has no name that the kernel, Open vSwitch or a link has', () => {
  const { text, lock } = exampleNamed('debian-linux-vxlan');
  for (const { plan } of hostConfigs(text, { lock })) {
    for (const device of plan.dataplane.devices(plan.networks[0].mesh.names)) {
      expect(device.length).toBeLessThanOrEqual(15);
      expect(device).not.toMatch(/^(vxlan|gre|gretap|erspan|geneve|docker|veth)[0-9]*$|^vxlan_sys_/);
      expect(plan.networks[0].member.links.map(({ name }) => name)).not.toContain(device);
    }
  }
});
