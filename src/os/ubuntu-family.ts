import type { HostPlan } from '../host/host-plan.ts';
import type { Part } from '../host/part.ts';
import { iptablesUnitPart } from '../host/parts/firewall-iptables.ts';
import { ufwPart } from '../host/parts/firewall-ufw.ts';
import { debianFamily } from './debian-family.ts';

/** Ubuntu's images ship ufw, so its user may have turned it on: our table closes the tunnels, and ufw lets them through. */
const nftables = (plan: HostPlan): Part[] => [...debianFamily.nftables(plan), ufwPart(plan)];

/** Its rules are the first of the same chains as ufw's, so that ufw never comes to judge the tunnels. */
const iptables = (plan: HostPlan): Part[] => [iptablesUnitPart(plan)];

/** What Ubuntu's releases with systemd share. */
export const ubuntuFamily = {
  openvswitch: debianFamily.openvswitch,
  dataplanes: debianFamily.dataplanes,
  systemd: debianFamily.systemd,
  nftables,
  iptables,
  firewalld: debianFamily.firewalld,
  commands: debianFamily.commands,
  parts: debianFamily.parts,
} as const;
