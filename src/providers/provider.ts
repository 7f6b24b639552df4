import type { TunnelKind } from '../tunnels/tunnels.ts';
import type { MetadataService } from './metadata-service.ts';

/** What a provider's user-data box takes, and what its network passes. Figures carry their source in the file. */
export interface Provider {
  readonly id: string;
  readonly title: string;
  readonly userData: {
    /** Bytes at most. */
    readonly limit: number;
    /** What the limit counts: the text as sent, or its base64 form. */
    readonly counts: 'as-sent' | 'base64';
    /** Whether cloud-init there gets binary gzip through unharmed. */
    readonly gzip: boolean;
    /** Whether cloud-init there decodes a document that is base64 as a whole. */
    readonly base64: boolean;
    /** The box's name in the provider's console or API. */
    readonly field: string;
  };
  /** Where hosts read their user-data over the network; none where it comes on a disk or another way. */
  readonly metadata: readonly MetadataService[];
  /** Why its address is not known beforehand, where that is so. */
  readonly unfixedMetadata?: string;
  /** MTU in bytes between hosts on private addresses, where the provider states one. */
  readonly mtu?: number;
  /** Set where it is no one place: software that many run, whose networks may be joined with anyone's. */
  readonly isAnywhere?: true;
  /** Tunnel kinds of which a source says that its network or its firewall's rules let them pass; of others nothing is known. */
  readonly passes?: readonly TunnelKind[];
  /** Tunnel kinds that its network drops, with the reason: such a mesh never comes up. */
  readonly blocks?: Readonly<Partial<Record<TunnelKind, string>>>;
  /** Tunnel kinds that pass until a firewall of the provider's is put before the host. */
  readonly fragile?: Readonly<Partial<Record<TunnelKind, string>>>;
  /** Ignition's platform id, where Ignition runs there. */
  readonly ignition?: string;
  /** Figures that no citable source confirms. */
  readonly unconfirmed?: readonly ('limit' | 'mtu' | 'gzip' | 'base64')[];
}
