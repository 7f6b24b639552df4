import type { HostConfig } from '../../src/host/host-config.ts';
import { osOf } from '../../src/os/oses.ts';
import { examples } from './examples.ts';
import { hostConfigs } from './hosts.ts';
import { systemCases } from './systems.ts';

/** Hosts whose system reads Ignition: of the examples, and the first of each case of such a system. */
export const ignitionHosts: readonly HostConfig[] = [
  ...examples.flatMap(({ text, lock }) => hostConfigs(text, { lock })),
  ...systemCases
    .filter(({ os }) => osOf(os).formats.includes('ignition'))
    .flatMap(({ text }) => hostConfigs(text).slice(0, 1)),
].filter(({ plan }) => plan.os.formats.includes('ignition'));
