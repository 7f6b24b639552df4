import { expect, test } from 'vitest';
import { compile } from '../../src/compile.ts';
import { diff } from '../../src/diff/diff.ts';
import { documentChange } from '../../src/diff/document-diff.ts';
import type { Side } from '../../src/diff/side.ts';
import { keysFrom } from '../../src/keys/keys-from.ts';
import { lockText } from '../../src/mesh/lock.ts';
import { parseLock } from '../../src/mesh/parse-lock.ts';
import { beginRotation, endRotation } from '../../src/mesh/rotate-keys.ts';

const CLEAR = `meshinit: 1
defaults: { os: debian-12, provider: nocloud }
hosts:
  host1: { address: 10.0.0.11 }
  host2: { address: 10.0.0.12 }
`;
const keys = keysFrom(new Uint8Array(32).fill(3));

const sideOf = (text: string, lock?: string): Side => ({ text, lock: compile(text, { keys, lock }).lock });
const clear = sideOf(CLEAR);
const first = sideOf(`${CLEAR}encryption: wireguard\n`, clear.lock);
const readLock = ({ lock = '' }: Side) => {
  const read = parseLock(lock);
  if ('code' in read) throw new Error(read.message);
  return read;
};
const both: Side = { ...first, lock: lockText(beginRotation(readLock(first), ['host1', 'host2'], keys)) };
const last: Side = { ...first, lock: lockText(endRotation(readLock(both))) };

/** What diff says of WireGuard at host1: of manifests without the seed, and of documents. */
function said(before: Side, after: Side): string[] {
  const about = (why: readonly string[] | undefined): string =>
    (why ?? []).filter((line) => line.includes('WireGuard')).join('; ');
  const { hosts } = diff(before, after);
  const [old, young] = [before, after].map(({ text, lock }) => compile(text, { keys, lock }).documents[0]?.content);
  return [about(hosts[0]?.why), about(documentChange('host1', [old, young]).why)];
}

test.each([
  [
    'encryption comes',
    clear,
    first,
    'every tunnel moves into WireGuard: traffic to a peer stops until the peer is patched, too; with meshinit apply, which patches all hosts at once, for about 20 s',
  ],
  [
    'encryption goes',
    first,
    clear,
    'every tunnel moves out of WireGuard: traffic to a peer stops until the peer is patched, too; with meshinit apply, which patches all hosts at once, for about 20 s',
  ],
  ['a rotation begins', first, both, 'new WireGuard keys come beside the former ones: no packet is lost'],
  [
    'a rotation ends',
    both,
    last,
    'the former WireGuard keys go: no packet is lost once all hosts have had both for 30 s',
  ],
  [
    'a rotation is taken back',
    both,
    first,
    'the newer WireGuard keys go: traffic to a peer stops until the peer is patched, too',
  ],
  [
    'a rotation is one step',
    first,
    last,
    "WireGuard's keys or addresses change at once: traffic to a peer stops until the peer is patched, too; meshinit apply patches all hosts at once",
  ],
  [
    'the range changes',
    first,
    sideOf(`${CLEAR}encryption: { kind: wireguard, range: 10.77.0.0/16 }\n`, clear.lock),
    "WireGuard's keys or addresses change at once: traffic to a peer stops until the peer is patched, too; meshinit apply patches all hosts at once",
  ],
  [
    'a host comes',
    first,
    sideOf(`${first.text.replace('hosts:', 'hosts:\n  host3: { address: 10.0.0.13 }')}`, first.lock),
    '',
  ],
])('where %s it is said what that interrupts, by manifests and by documents alike', (_, before, after, sentence) => {
  expect(said(before, after)).toEqual([sentence, sentence]);
});
