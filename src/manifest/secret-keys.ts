import type { ManifestPath } from '../diagnostics/diagnostic.ts';

/** Keys of the manifest whose values may be secrets, however they are spelt and wherever they stand. */
const HOLDERS = ['tls', 'cloudconfig', 'ignition', 'daemon', 'userdata', 'chpasswd', 'sshkeys'];
const WORDS = /passw|secret|token|privatekey|credential/;

/** Whether a value under this key is never shown. */
export function isSecretKey(key: string): boolean {
  const bare = key.toLowerCase().replace(/[^a-z]/g, '');
  return HOLDERS.includes(bare) || WORDS.test(bare);
}

/** Whether the value at a path is never shown. A host of the name `tls` is no secret. */
export const isSecretPath = (path: ManifestPath): boolean =>
  path.some((step, index) => typeof step === 'string' && !isHostName(path, index) && isSecretKey(step));

const isHostName = (path: ManifestPath, index: number): boolean => index === 1 && path[0] === 'hosts';
