/** What sources import of it. esbuild ends where one imports another name. */
const USED = `export { IPv6 } from './IPNumber.js';
export { collapseIPv6Number } from './IPv6Utils.js';
`;
/** Its ranges are made when it is loaded, constants of addresses that nobody reads. */
const RANGES = `const none = { fromCidr: () => undefined };
module.exports = { IPv4CidrRange: none, IPv6CidrRange: none };
`;

/** ip-num without ranges and pools: 17 of 43 KB, and a part of each start. */
export const leanIpNum = {
  name: 'lean-ip-num',
  setup: ({ onLoad }) => {
    onLoad({ filter: /ip-num[/\\]dist[/\\]src[/\\]index\.js$/ }, () => ({ contents: USED, loader: 'js' }));
    onLoad({ filter: /ip-num[/\\]dist[/\\]src[/\\]IPRange\.js$/ }, () => ({ contents: RANGES, loader: 'js' }));
  },
};
