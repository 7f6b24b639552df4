import { readFileSync } from 'node:fs';

/** `IPv4.LOOPBACK_RANGE = IPRange_1.IPv4CidrRange.fromCidr("127.0.0.0/8");` and its like: 18 blocks, read at each start. */
const CONSTANT = /^(IPv[46])\.([A-Z_]+) = ([^;]+);$/gm;

/** ip-num's constants, each made when it is first read: nobody here reads them, and they take 7 % of a short call's time. */
export const leanIpNum = {
  name: 'lean-ip-num',
  setup: ({ onLoad }) =>
    onLoad({ filter: /ip-num[/\\]dist[/\\]src[/\\]IPNumber\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const contents = text.replace(
        CONSTANT,
        (_, type, name, value) =>
          `let ${type}_${name}; Object.defineProperty(${type}, '${name}', { get: () => (${type}_${name} ??= ${value}) });`,
      );
      if (contents === text)
        throw new Error(`${path} has no constants: look whether ip-num still needs ${import.meta.url}`);
      return { contents, loader: 'js' };
    }),
};
