import type { HostPlan } from '../host/host-plan.ts';
import type { Part } from '../host/part.ts';
import type { OsId } from './ids.ts';

export type StackId = 'ifupdown' | 'ifcfg' | 'systemd';
/** `iptables` is what `auto` means where there is nothing newer; no manifest names it. */
export type FirewallId = 'nftables' | 'firewalld' | 'iptables' | 'none';
export type FormatId = 'cloud-config' | 'ignition' | 'script';

/** One operating system: what stands on its cloud image, what its archive has, what it cannot do. */
export interface Os {
  readonly id: OsId;
  readonly title: string;
  /** The day that its free security updates ended, or undefined while they go on. */
  readonly supportEnded?: string;
  /** Kernel of the image. */
  readonly kernel: readonly [major: number, minor: number];
  /** The oldest cloud-init among its images. */
  readonly cloudInit: string;
  /** Top-level cloud-config keys, and `module.key`s, that its cloud-init does not know, with what to use instead. */
  readonly cloudInitLacks?: Readonly<Record<string, string>>;
  readonly openvswitch: {
    /** Version in the distribution's archive. */
    readonly version: string;
    readonly from: readonly ('distro' | 'debs' | 'rpms')[];
  };
  /** How it can keep its network; the first is the default. */
  readonly stacks: readonly [StackId, ...StackId[]];
  /** Firewalls that it can run; the first is what `auto` means. */
  readonly firewalls: readonly [FirewallId, ...FirewallId[]];
  readonly formats: readonly [FormatId, ...FormatId[]];
  readonly docker: {
    readonly from: readonly ('distro' | 'docker-ce' | 'none')[];
    /** Where `docker.daemon` goes: a JSON file, or flags in a file that a shell reads. */
    readonly options: 'daemon.json' | 'flags';
    /** daemon.json keys that the packaged service already passes as flags: dockerd refuses a key given twice. */
    readonly takenKeys?: readonly string[];
  };
  /** Everything that the host needs, in no order: the setup script's phases order the steps. */
  readonly parts: (plan: HostPlan) => Part[];
}
