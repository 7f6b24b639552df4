import { engines } from '../../overlay/engines.ts';
import { swarmOf } from '../overlay-examples.ts';
import type { Rule } from '../rule.ts';

export const overlayKeys = {
  law: {
    code: 'MI0442',
    severity: 'error',
    title: 'Keys of an overlay must be those of its engine.',
    explanation:
      'Swarm has `managers`, `data_path_port` and `address_pool`; the key-value store has `stores`, and libnetwork’s fixed UDP port 4789.',
    wrong: swarmOf('managers: [host1], stores: [host2]'),
    right: swarmOf('managers: [host1]'),
  },
  check({ manifest, report }) {
    const { overlay, input } = manifest;
    if (!overlay || !input.overlay) return;
    const { foreignKeys, engine, seatsKey } = overlay.facts;
    for (const key of foreignKeys) {
      if (!Object.hasOwn(input.overlay, key)) continue;
      const owner = engines.find((other) => other.engine !== engine && !other.foreignKeys.includes(key));
      report({
        path: ['overlay', key],
        at: 'key',
        message: `overlay.${key} is for engine ${owner?.engine}, and overlay.engine is ${engine}`,
        hint:
          owner?.seatsKey === key
            ? `Name these hosts by ${seatsKey}, or use engine: ${owner.engine}.`
            : `Remove ${key}.`,
      });
    }
  },
} as const satisfies Rule;
