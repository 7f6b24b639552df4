import { alibaba } from './alibaba.ts';
import { aws } from './aws.ts';
import { azure } from './azure.ts';
import { cloudstack } from './cloudstack.ts';
import { digitalocean } from './digitalocean.ts';
import { exoscale } from './exoscale.ts';
import { gcp } from './gcp.ts';
import { generic } from './generic.ts';
import { hetzner } from './hetzner.ts';
import { ibm } from './ibm.ts';
import { linode } from './linode.ts';
import { nocloud } from './nocloud.ts';
import { openstack } from './openstack.ts';
import { oracle } from './oracle.ts';
import { ovh } from './ovh.ts';
import type { Provider } from './provider.ts';
import { scaleway } from './scaleway.ts';
import { upcloud } from './upcloud.ts';
import { vsphere } from './vsphere.ts';
import { vultr } from './vultr.ts';

/** Every provider. Adding one: its file, its import and its place here. */
export const providers = [
  generic,
  aws,
  azure,
  gcp,
  digitalocean,
  hetzner,
  linode,
  vultr,
  scaleway,
  ovh,
  openstack,
  oracle,
  ibm,
  exoscale,
  upcloud,
  alibaba,
  cloudstack,
  vsphere,
  nocloud,
] as const satisfies readonly Provider[];

export type ProviderId = (typeof providers)[number]['id'];

export const providerIds = providers.map((provider) => provider.id);

const byId = new Map<ProviderId, Provider>(providers.map((provider) => [provider.id, provider]));

export function providerOf(id: ProviderId): Provider {
  const provider = byId.get(id);
  if (!provider) throw new Error(`provider ${id} is in no list`);
  return provider;
}
