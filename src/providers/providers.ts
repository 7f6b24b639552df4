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

/** Every provider, the one for all others first. Adding one: its file, its import and its place here. */
const known = {
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
} as const;

export type ProviderId = keyof typeof known;

/** One that stands under another's id, or is no provider, does not compile. */
const byId: Readonly<Record<ProviderId, Provider>> = known satisfies {
  readonly [Id in ProviderId]: Provider & { readonly id: Id };
};

export const providers: readonly Provider[] = Object.values(byId);

export const providerIds = Object.keys(byId) as ProviderId[];

export const providerOf = (id: ProviderId): Provider => byId[id];
