import type { Host } from '../manifest/host.ts';
import { type Version, versionNumbers } from '../versions.ts';
import { osOf } from './oses.ts';

/** `openvswitch-switch_2.3.1-1_amd64.deb`, with or without an epoch. */
const DEB_NAME = /^openvswitch-(?:switch|common)_(?:\d+(?::|%3[aA]))?(\d+\.\d+(?:\.\d+)*)/;
/** `openvswitch-2.12.0-1.el7.x86_64.rpm` and the versioned `openvswitch3.1-3.1.0-65.el9.x86_64.rpm`. */
const RPM_NAME = /^openvswitch(?:\d+\.\d+)?-(\d+\.\d+(?:\.\d+)*)/;

/** The version of Open vSwitch that a host gets: from a given package's name, else `ovs.version`, else the OS's. */
export function ovsVersionText({ os: id, ovs }: Host): string {
  const from = ovs?.from;
  const files = typeof from !== 'object' ? [] : 'debs' in from ? from.debs : from.rpms;
  for (const { url } of files) {
    const name = url.slice(url.lastIndexOf('/') + 1);
    const found = DEB_NAME.exec(name) ?? RPM_NAME.exec(name);
    if (found?.[1]) return found[1];
  }
  const os = id && osOf(id);
  return ovs?.version ?? os?.openvswitch?.version ?? '0.0';
}

export function ovsVersion(host: Host): Version {
  const [major = 0, minor = 0] = versionNumbers(ovsVersionText(host));
  return [major, minor];
}
