import { counted } from '../counted.ts';
import type { Law, ManifestPath } from '../diagnostics/diagnostic.ts';
import type { Reporter } from '../diagnostics/reporter.ts';
import type { HostConfig } from '../host/host-config.ts';
import { providerOf } from '../providers/providers.ts';
import type { Format } from './formats/format.ts';
import type { FormatId } from './formats/ids.ts';
import { largestParts } from './largest-parts.ts';
import { formatOfAnother, tooLarge, unreadPacking } from './laws.ts';
import type { HostDocument } from './pack.ts';
import { isUnpacked } from './packing.ts';
import type { Passthrough } from './raw-parts.ts';

interface Fault {
  readonly host: string;
  readonly message: string;
  /** The worst is shown in full. */
  readonly weight: number;
}

const HINTS: readonly { readonly law: Law; readonly hint: string }[] = [
  { law: formatOfAnother, hint: 'Remove --format, or use it with --host for the hosts that support it.' },
  {
    law: unreadPacking,
    hint: 'Remove --gzip and --base64: meshinit then chooses a packing that the provider decodes.',
  },
  {
    law: tooLarge,
    hint: 'Use fewer links, such as network.topology: {survive: 2} (not in layout routed), less cloud_config, or a provider that takes more (docs/scale.md).',
  },
];

/**
 * What is wrong with finished documents. One cause often hits every host: it is reported once, for the worst, with the
 * others counted.
 */
export class DocumentFaults {
  private readonly format: FormatId | undefined;
  private readonly found = new Map<Law, Fault[]>();

  constructor(format: FormatId | undefined) {
    this.format = format;
  }

  look(config: HostConfig, passthrough: Passthrough, format: Format, document: HostDocument): void {
    const { os } = config.plan;
    const provider = providerOf(config.plan.input.provider);
    const { id, title } = provider;
    const add = (law: Law, message: string, weight = 0): void => {
      const faults = this.found.get(law) ?? [];
      faults.push({ host: document.host, message, weight });
      this.found.set(law, faults);
    };
    if (this.format !== undefined && !os.formats.includes(this.format)) {
      add(
        formatOfAnother,
        `(${os.id}) cannot have the format ${this.format}; supported there: ${os.formats.join(', ')}`,
      );
    }
    if (!isUnpacked(provider, format, document.packing)) {
      const who = format.unpacks ? `provider ${id} (${title})` : format.reader;
      add(unreadPacking, `is packed as ${document.packing}, which ${who} does not unpack`);
    }
    if (document.bytes > document.limit) {
      const parts = largestParts(config, passthrough, format, 3).map((part) => `${part.name} (${part.bytes})`);
      const message = `has ${document.bytes} bytes, packed as ${document.packing}; provider ${id} (${title}) takes ${document.limit}. Largest parts: ${parts.join(', ')}`;
      add(tooLarge, message, document.bytes);
    }
  }

  reportTo(reporter: Reporter): void {
    for (const { law, hint } of HINTS) {
      const faults = this.found.get(law) ?? [];
      const [worst, ...others] = faults.toSorted((a, b) => b.weight - a.weight);
      if (!worst) continue;
      const rest = others.length === 0 ? '' : ` (and ${counted(others.length, 'more host')})`;
      const path: ManifestPath = ['hosts', worst.host];
      reporter.report(law, { path, at: 'key', message: `${worst.host}'s document ${worst.message}${rest}`, hint });
    }
  }
}
