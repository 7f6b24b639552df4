import type { HostAddress } from '../addresses/host-address.ts';
import type { DataplaneId } from '../dataplanes/ids.ts';
import type { OsId } from '../os/ids.ts';
import type { ProviderId } from '../providers/providers.ts';
import type { HostInput, ManifestInput } from './schema.ts';

/** A host as the manifest describes it, its defaults filled in and its texts read. */
export interface Host {
  readonly name: string;
  readonly input: HostInput;
  readonly os: OsId | undefined;
  readonly provider: ProviderId;
  readonly address: HostAddress | undefined;
  /** Where it stands; hosts that name no place stand at one together. */
  readonly site: string | undefined;
  /** Addresses that take the place of `address`: for hosts of its own site, and for those of others. */
  readonly addresses: { readonly private: HostAddress | undefined; readonly public: HostAddress | undefined };
  /** Underlay MTU as given, in bytes. */
  readonly mtu: number | undefined;
  /** As the manifest asks; undefined leaves it to the system. */
  readonly dataplane: DataplaneId | undefined;
  /** What the manifest says of its Open vSwitch. */
  readonly ovs: ManifestInput['ovs'];
}
