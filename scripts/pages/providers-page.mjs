import { code, codes, fence, generated, table, thousands } from './markdown.mjs';

const COUNTS = { 'as-sent': 'as sent', base64: 'in base64' };

/** What user-data boxes take: the short form of the README. */
export function providerTable({ providers }) {
  return table(
    ['`provider`', 'Where to paste the document', 'Takes', 'MTU'],
    providers.map((provider) => [
      code(provider.id),
      `${provider.title}: ${provider.userData.field}`,
      marked(provider, 'limit', `${thousands(provider.userData.limit)} bytes`),
      mtuOf(provider),
    ]),
  );
}

/** A figure, with a mark where no source confirms it. */
function marked({ unconfirmed = [] }, figure, text) {
  return unconfirmed.includes(figure) ? `${text} (unconfirmed)` : text;
}

const mtuOf = (provider) => (provider.mtu === undefined ? '1500' : marked(provider, 'mtu', String(provider.mtu)));

function packings(provider) {
  const { gzip, base64 } = provider.userData;
  return [
    'readable',
    'compact',
    ...(gzip ? [marked(provider, 'gzip', 'gzip')] : []),
    ...(base64 ? [marked(provider, 'base64', 'gzip in base64')] : []),
    'bundle',
  ].join(', ');
}

/**
 * `docs/providers.md`.
 * @param sourceOf the source of a provider's figures, as its file names it, or ''
 */
export function providersPage({ providers, tunnels: kinds, sourceOf }) {
  const tunnels = kinds.filter(({ protocol }) => protocol !== undefined);
  return [
    generated('`src/providers/`'),
    '# Providers',
    'A provider sets how large a document may be, how it may be packed, and the MTU of the network between the hosts. ' +
      'meshinit never contacts a provider: you paste the document, or pass it to your own tools.',
    fence(
      'yaml',
      'meshinit: 1\ndefaults: { os: debian-12, provider: hetzner }\nhosts:\n  host1: { address: 10.0.0.2 }\n  host2: { address: 10.0.0.3 }\n',
    ),
    '## Limits',
    table(
      ['`provider`', 'Name', 'Field', 'Bytes', 'Counted', 'Packing, first that fits'],
      providers.map((provider) => [
        code(provider.id),
        provider.title,
        provider.userData.field,
        marked(provider, 'limit', thousands(provider.userData.limit)),
        COUNTS[provider.userData.counts],
        packings(provider),
      ]),
    ),
    'meshinit writes a document in the first of these forms that fits:\n',
    [
      '- *readable*: every file as a literal block;',
      '- *compact*: still cloud-config that can be pasted, but meshinit’s programs are one file, gzip in base64 ' +
        '(`encoding: gz+b64`). If that is not enough, as many other files as necessary are packed too, those that shrink ' +
        'most first, and long lists of peers are folded;',
      '- *gzip*: the whole document as binary gzip, `HOST.yaml.gz`, for an API or a file, not for a text box;',
      '- *gzip in base64*: the same as text, `HOST.yaml.gz.b64`, where cloud-init decodes it;',
      '- *bundle*: cloud-config that can be pasted, with all of meshinit’s files in one, gzip in base64.\n',
    ].join('\n'),
    'The programs are the same on all hosts of one system. Their file stands where the first boot starts `meshinit-setup`: ' +
      'a shell script that writes each program, `meshinit-setup` in its own place, and runs it. It needs nothing but a ' +
      'POSIX shell, and nothing of it stays on the host. Ignition has no such step: there each file is packed by itself.\n',
    'A *bundle* is the same with every file in it but the unit that starts the first boot. Each file is written under another name ' +
      'and then renamed, what is for root alone is readable by nobody else at any time, and `meshinit-setup` comes last: a first boot that is ' +
      'interrupted writes all of them again. `meshinit explain` shows what is in it. Names with many declared containers are ' +
      'such a document on a provider that takes 16,384 bytes of text.\n',
    'A folded list has one line with one address for each peer, and omits values that count up. At the first boot, a loop ' +
      'expands it to the same bytes as in the readable form: the peers, and with ifcfg a file for each tunnel. ' +
      'If gzip of the readable form is still too large, meshinit compresses the folded form.\n',
    '`--readable`, `--gzip` and `--base64` force a form whatever the provider. A document that fits in no form is an error ' +
      '([MI0801](errors.md#mi0801)) that names its largest parts.\n',
    '## The underlay',
    'The MTU applies between hosts on private addresses. If an address in the manifest is public, the MTU is at most 1500; ' +
      '`hosts.<name>.mtu` overrides both.\n',
    table(
      ['`provider`', 'MTU', ...tunnels.map(({ kind }) => code(kind))],
      providers.map((provider) => [
        code(provider.id),
        mtuOf(provider),
        ...tunnels.map(({ kind }) => passage(provider, kind)),
      ]),
    ),
    '*Passes*: a source confirms it for the network or for the rules that its firewall supports. *Unknown*: no source was found ' +
      'either way; meshinit refuses nothing, so try it before you rely on it.\n',
    'A tunnel that the network drops is an error ([MI0611](errors.md#mi0611)); one that the provider’s firewall may drop is a ' +
      'warning ([MI0655](errors.md#mi0655)). If the provider puts a firewall in front of a host, it must admit the tunnels’ ' +
      `protocol from the other hosts: ${codes(['UDP 4789'])} for VXLAN, ${codes(['UDP 6081'])} for Geneve, IP protocol 47 for GRE.\n`,
    '## Metadata services',
    'On most clouds a host reads its user-data from a metadata service over the network, and so can its containers. If a ' +
      'document holds a secret (a password, a private key, what came by `$secret`), or with `metadata: block`, the ' +
      'firewall keeps containers from that service; DNS at the same address works as before. `metadata: allow` leaves the ' +
      'service open, for containers that use the instance’s role: if the document holds a secret, that is a warning ' +
      '([MI0662](errors.md#mi0662)).\n',
    table(
      ['`provider`', 'Kept from containers'],
      providers.map((provider) => [code(provider.id), servicesOf(provider)]),
    ),
    'The rule matches everything that the host forwards: from every Docker network of the host, IPv4 and IPv6, and from ' +
      'containers of other hosts that come through this one. With nftables and ufw it is a chain in meshinit’s own ' +
      'table, with iptables and the firewalld of CentOS 7 a rule of the `mangle` table, with other versions of firewalld a ' +
      'policy: none of these is lost when Docker or the host restarts.\n',
    'It does not cover containers with `--network host`, and programs of the host itself: root there reads ' +
      'user-data in any case, from `/var/lib/cloud` too. `firewall: none` blocks nothing ' +
      '([MI0620](errors.md#mi0620)). `meshinit patch` applies the rule to a running host. It also removes it with nftables; with ' +
      'iptables and firewalld the rule stays until the host is rebuilt.\n',
    '## Sources',
    '*Unconfirmed* above means that no citable source was found for the figure: check it, and set `mtu` if it matters.\n',
    providers.map((provider) => sourceLine(provider, sourceOf(provider))).join(''),
  ].join('\n');
}

/** Addresses of a provider's metadata services. */
function servicesOf({ metadata, unfixedMetadata }) {
  if (unfixedMetadata) return `nothing: ${unfixedMetadata}`;
  if (metadata.length === 0) return 'nothing: user-data comes another way';
  return metadata
    .map(({ address, ports }) => (ports ? `${code(address)} (TCP ${ports.join(', ')})` : code(address)))
    .join(', ');
}

/** What becomes of a kind of tunnel on a provider's network. */
function passage({ passes = [], blocks = {}, fragile = {} }, kind) {
  if (blocks[kind]) return `blocked: ${blocks[kind]}`;
  if (fragile[kind]) return `fragile: ${fragile[kind]}`;
  return passes.includes(kind) ? 'passes' : 'unknown';
}

const sourceLine = ({ id }, source) => (source === '' ? '' : `- ${code(id)}: ${source}\n`);
