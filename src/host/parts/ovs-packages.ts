import type { HostPlan } from '../host-plan.ts';
import type { Part } from '../part.ts';
import debs from '../scripts/debs.sh';
import download from '../scripts/download.sh';
import rpms from '../scripts/rpms.sh';
import { shellWord } from '../shell.ts';

/** Open vSwitch from package files, or from the distribution's archive. */
export function ovsPackages({ manifest, os }: HostPlan): Part {
  const from = manifest.input.ovs?.from ?? 'distro';
  if (from === 'distro') {
    if (!os.openvswitch) throw new Error(`${os.id} has no Open vSwitch`);
    const run = `install_packages ${os.openvswitch.package}`;
    return { steps: [{ phase: 'install', does: 'install Open vSwitch', run }] };
  }
  const [files, installer] = 'debs' in from ? [from.debs, debs] : [from.rpms, rpms];
  const items = files.map(({ url, sha256 }) => shellWord(`${sha256}=${url}`));
  return {
    functions: [download, installer],
    steps: [
      { phase: 'install', does: 'install Open vSwitch', run: `install_files \\\n    ${items.join(' \\\n    ')}` },
    ],
  };
}
