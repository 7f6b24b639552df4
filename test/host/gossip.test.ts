import { describe, expect, it } from 'vitest';
import gossip from '../../src/host/scripts/gossip.sh';
import { execute } from '../support/execute.ts';

/** What the daemon of one of three hosts answered, of Docker 20.10.24, in base64. */
const ANSWERED = [
  'CYKkQWxnbwCjQnVm2gMgAA0MIqXkTRo3wko5eUOmzJwBrKrMKSNnCp0wdMowKeOmGYFuh0gFIUNGDikFAAAwWJXEzZgwctxgTPPGTQBSTcpcFPUP',
  'ECknYdqUKYXmzRw6MkhBeSOHTrMPCkpZxFgGwCgrc9yYClBAgIACBEKOLHkyZQOWLmHKpEPTJk6dYXj6BCqUqFE6M5QydQpV6sWMVrFq5eoVrFiS',
  'JlECWID2ZcyZNW/m3NnzZ9ChRY/G0Nv0adSpgK9m3dr1KwEBhlQVscORDhMqaYQKMLW69RxuAgAAE0SbtRs6cyYJsixUGwBHatiAiAHDRfPmMWSA',
  'uCEmxowcZczQMBOjRo4aY26ECUMjxxgyM8qEyWEjhxgxZcTQgJEjjI0ZNGQ0zAEDBo4wMtBQgxnXySBDGGPMQAYONMj3Hwgz3FCDGGPYEANJ4cVH',
  'ww1lNGiDGDgwd6B8ZdxgRg7z2VBDDWT4NwYMMYwxoAzpzUCjDDBkJwaKYpiIgxk2nAJFGHmw8UYYZBj3ghoGubFcczjK4JwLM4Agw4ouXFlDlljC',
  'AAIMMuiQnw4whKHDS2TCQOYMw9FVhnHIKcfclNDFMF1112W3XXffhTdeeeelt15772lIn3346VcGf/4BKCCBORiIoIIMOhgGCGFYd0MONs4QnQ1j',
  'mIEDejKIQRKBNphhRoBmTGjeeGTQEB4ZOeRwAwxkqBrGDTGYUQYMYzRI4K9lxCfGDEISaSSSSjJ50JNZgjmldFpyuWW1XoIpZphlnmlmf2TK0OZl',
  'cCYH7XMuWHenddhpx5134IlHnnnoqceee/DJd+h9+e3X338BDljggQku2CAND/ZKQ4djlHFgDt2VMUYMMdAQQ6Y2rKddqTVkLEMZNcAoxscOvzqD',
  'DTKwGwaLYmR6IMIIkxFGGckWeWSSACzZJLRRTkmDlVhWi+2XYY7ZLZrgwkBDKa/FVkYAwEQt9dRUV2311VhnrfXWXHft9ddghy322GSXbfbZaKet',
  '9tpst+1210zDJlQAq2xkBh05tQGfHHNAokoUdVCUR9NCZcAKaHXMQbhDg9h1lAwAOI5X5JnREQMAAQE=',
].join('');

/** Programs that hosts have as awk. */
const AWKS = ['awk', 'busybox awk'];

const MEMBERS = gossip.slice(gossip.indexOf('unpack() {'), gossip.indexOf('\n}\n', gossip.indexOf('members() {')) + 3);

async function membersOf(state: Uint8Array, awk = 'awk'): Promise<string[]> {
  const { stdout, stderr } = await execute('sh', ['-c', `awk() { command ${awk} "$@"; }\n${MEMBERS}members`], {
    input: state,
  });
  expect(stderr).toBe('');
  return stdout.split('\n').slice(0, -1).toSorted();
}

describe('what is read of a daemon’s answer', () => {
  for (const awk of AWKS) {
    it(`is the members’ addresses, with ${awk}`, async () => {
      expect(await membersOf(Buffer.from(ANSWERED, 'base64'), awk)).toEqual(['10.0.0.11', '10.0.0.12', '10.0.0.13']);
    });
  }

  it('is nothing where nobody answers', async () => {
    expect(await membersOf(new Uint8Array())).toEqual([]);
  });

  it('leaves out the dead, and not those that are suspected', async () => {
    const state = stateOf([
      { address: [10, 0, 0, 11], state: 0 },
      { address: [10, 0, 0, 12], state: 1 },
      { address: [10, 0, 0, 13], state: 2 },
      { address: [...Array<number>(10).fill(0), 255, 255, 10, 0, 0, 14], state: 0 },
    ]);
    expect(await membersOf(state)).toEqual(['10.0.0.11', '10.0.0.12', '10.0.0.14']);
  });

  // More than the table of codes holds, and than two bytes of length say.
  for (const count of [1, 40, 300, 1000]) {
    it(`is all of ${count}`, async () => {
      const all = Array.from({ length: count }, (_, index) => ({
        address: [10, 1, index >> 8, index & 255],
        state: 0,
      }));
      const expected = all.map(({ address }) => address.join('.')).toSorted();
      expect(await membersOf(stateOf(all))).toEqual(expected);
    });
  }
});

interface Member {
  readonly address: readonly number[];
  readonly state: number;
}

/** As memberlist encodes it: net.go, sendLocalState and compressPayload. */
function stateOf(members: readonly Member[]): Uint8Array {
  const text = (word: string): number[] => [0xa0 + word.length, ...Buffer.from(word)];
  const bytes = (value: readonly number[]): number[] => [0xa0 + value.length, ...value];
  const plain = members.flatMap(({ address, state }, index) => [
    ...[0x87, ...text('Name'), ...text(`host${index}`), ...text('Addr'), ...bytes(address)],
    ...[...text('Port'), 0xcd, 0x1f, 0x0a, ...text('Meta'), ...bytes([]), ...text('Incarnation'), index & 127],
    ...[...text('State'), state, ...text('Vsn'), ...bytes([1, 5, 2, 2, 5, 4])],
  ]);
  const header = [0x83, ...text('Nodes'), 0xcd, members.length >> 8, members.length & 255];
  const data = compressed([6, ...header, ...text('UserStateLen'), 0, ...text('Join'), 0xc2, ...plain]);
  const [high = 0, middle = 0, ...low] = [24, 16, 8, 0].map((shift) => (data.length >> shift) & 255);
  const length = data.length > 0xffff ? [0xdb, high, middle, ...low] : [0xda, ...low];
  return Uint8Array.from([9, 0x82, ...text('Algo'), 0, ...text('Buf'), ...length, ...data]);
}

/** LZW as Go's compress/lzw writes it: least significant bits first, of bytes. */
function compressed(bytes: readonly number[]): number[] {
  const written: number[] = [];
  let [held, bits, width, highest] = [0, 0, 9, 257];
  const write = (code: number): void => {
    held += code * 2 ** bits;
    for (bits += width; bits >= 8; bits -= 8) {
      written.push(held % 256);
      held = Math.floor(held / 256);
    }
  };
  const table = new Map<string, number>();
  write(256);
  let code: number | undefined;
  for (const byte of bytes) {
    const known = code === undefined ? byte : table.get(`${code} ${byte}`);
    if (known !== undefined) {
      code = known;
      continue;
    }
    write(code as number);
    highest += 1;
    if (highest === 2 ** width) width += 1;
    if (highest === 4095) {
      write(256);
      [width, highest] = [9, 257];
      table.clear();
    } else {
      table.set(`${code} ${byte}`, highest);
    }
    code = byte;
  }
  write(code as number);
  highest += 1;
  if (highest === 2 ** width) width += 1;
  write(257);
  if (bits > 0) written.push(held);
  return written;
}
