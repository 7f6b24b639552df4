import { parseAddress } from '../addresses/address.ts';
import type { ComposeFile } from '../manifest/compose.ts';
import type { PlannedService } from './planned-container.ts';

/** The services of all Compose files, as far as a plan knows them. */
export const planServices = (compose: readonly ComposeFile[]): PlannedService[] =>
  compose.flatMap(({ host, services }) =>
    services.map(({ name, path, image, memberships }) => ({
      ...{ name, host, path, image },
      networks: memberships.flatMap(({ network, pin }) =>
        network ? [{ network: network.name, address: pin && numberOf(pin.text) }] : [],
      ),
    })),
  );

function numberOf(text: string): number | undefined {
  const address = parseAddress(text);
  return 'fault' in address || address.family === 6 ? undefined : Number(address.value);
}
