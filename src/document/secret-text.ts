import { gunzipSync } from 'fflate';
import { credentialSpans } from '../manifest/credentials.ts';

/** What a text holds that others should not read. */
export type SecretKind =
  | 'private key'
  | 'TLS key'
  | 'password hash'
  | 'password'
  | 'token'
  | 'credentials in an address'
  | 'value marked as secret';

interface Pattern {
  readonly kind: SecretKind;
  readonly pattern: RegExp;
}

/** A value that stands for another one, or switches something. */
const NO_VALUE = String.raw`(?!["']?(?:\$|\{\{|<|yes\b|no\b|true\b|false\b|none\b|null\b|\*+(?:\s|$)|/))`;

const patterns: readonly Pattern[] = [
  { kind: 'private key', pattern: /-----BEGIN [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/ },
  // WireGuard's wg(8) configuration: 32 bytes in base64.
  { kind: 'private key', pattern: /\b(?:PrivateKey|PresharedKey)\s*=\s*[A-Za-z0-9+/]{43}=/ },
  // crypt(5): the method, perhaps its cost, the salt, the hash.
  {
    kind: 'password hash',
    pattern: /\$(?:1|2[abxy]?|5|6|7|y|gy|sha1|md5|argon2(?:i|d|id))\$[^\s:'"$]{1,64}\$?[^\s:'"]{8,}/,
  },
  // Prefixes that the issuers give their tokens: GitHub, GitLab, Slack, AWS, npm, Docker Swarm and Hub, k3s, age, Vault.
  {
    kind: 'token',
    pattern: /\b(?:gh[opsur]_[A-Za-z0-9]{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abeprs]-[\w-]{10,})/,
  },
  {
    kind: 'token',
    pattern: /\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}|npm_[A-Za-z0-9]{30,}|SWMTKN-1-[\w-]{20,}|dckr_pat_[\w-]{20,})/,
  },
  {
    kind: 'token',
    pattern: /\b(?:K10[0-9a-f]{32,}::|AGE-SECRET-KEY-1|hvs\.[\w-]{20,}|eyJ[\w-]{10,}\.eyJ[\w-]{10,}\.)/,
  },
  { kind: 'token', pattern: /\bauthorization:\s*(?:bearer|basic|token)\s+(?![$"'{<])\S{6,}/i },
  {
    kind: 'token',
    pattern: new RegExp(
      String.raw`\b[\w-]*(?:token|secret|api_?key)[\w-]*["']?\s*[=:]\s*${NO_VALUE}["']?[^\s"']{6,}`,
      'i',
    ),
  },
  {
    kind: 'token',
    pattern: new RegExp(String.raw`\s--?(?:\w+-)?(?:token|secret|api-key)\s+${NO_VALUE}["']?[^\s"'-][^\s"']{5,}`, 'i'),
  },
  {
    kind: 'password',
    pattern: new RegExp(String.raw`\s--?password\s+${NO_VALUE}["']?[^\s"'-][^\s"']{2,}`, 'i'),
  },
  {
    kind: 'password',
    pattern: new RegExp(
      String.raw`\b[\w-]*(?:passwd|password|passphrase)["']?\s*[=:]\s*${NO_VALUE}["']?[^\s"']{3,}`,
      'i',
    ),
  },
];

/** What a text holds that others should not read, if anything; packed texts are looked into. */
export function secretKindOfText(text: string): SecretKind | undefined {
  const found = patterns.find(({ pattern }) => pattern.test(text));
  if (found) return found.kind;
  return hasCredentials(text) ? 'credentials in an address' : undefined;
}

/** `user:word@`; what follows a `?` is no proof. */
const hasCredentials = (text: string): boolean =>
  credentialSpans(text).some(({ from, to }) => text[to] === '@' && /^[^:]+:[^$]/.test(text.slice(from, to)));

/** A text that is base64, of gzip perhaps: what it spells, or undefined. */
export function unpacked(text: string): string | undefined {
  const bare = text.replace(/^data:[^,]*;base64,/, '').replace(/\s/g, '');
  if (bare.length < 16 || bare.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(bare)) return undefined;
  const bytes = Uint8Array.from(atob(bare), (character) => character.charCodeAt(0));
  try {
    return new TextDecoder().decode(bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes);
  } catch {
    return undefined;
  }
}
