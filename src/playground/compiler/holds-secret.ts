import { heldSecrets } from '../../secrets/held-secrets.ts';
import { secretRanges } from '../../secrets/mask-manifest.ts';

/** Whether a manifest, or what somebody has written of one, holds what others should not read. In doubt it does. */
export const holdsSecretText = (text: string): boolean => secretRanges(text).length > 0 || heldSecrets(text).length > 0;
