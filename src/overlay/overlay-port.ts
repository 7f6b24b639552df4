/** A port of the overlay's own, and what it is for. */
export interface OverlayPort {
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly does: string;
  /** Whether hosts with a seat alone have it; else every host. */
  readonly atSeats: boolean;
}
