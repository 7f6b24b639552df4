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
  ].join(', ');
}

/**
 * `docs/providers.md`.
 * @param sourceOf the source of a provider's figures, as its file names it, or ''
 */
export function providersPage({ providers, tunnels, sourceOf }) {
  return [
    generated('`src/providers/`'),
    '# Providers',
    'A provider sets how large a document may be, how it may be packed, and the MTU of the network between the hosts. ' +
      'Nothing is ever sent to it: you paste the document, or hand it to your own tools.',
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
    'A document is written in the first of these forms that fits:\n',
    [
      '- *readable*: every file as a literal block;',
      '- *compact*: still cloud-config that can be pasted, but the files that gain most from it are base64 of their ' +
        'gzip (`encoding: gz+b64`), as many as it takes; long lists of peers are folded;',
      '- *gzip*: the whole document as binary gzip, `HOST.yaml.gz`, for an API or a file, not for a text box;',
      '- *gzip in base64*: the same as text, `HOST.yaml.gz.b64`, where cloud-init decodes it there.\n',
    ].join('\n'),
    'A folded list has a line of one address for each peer, and leaves out what counts up; a loop at the first boot writes ' +
      'the files from it, byte for byte what the readable form holds: the peers, and with ifcfg a file for each tunnel. ' +
      'Where gzip of the whole is not enough by itself, it is taken of the folded form.\n',
    '`--readable`, `--gzip` and `--base64` force a form whatever the provider. A document that fits in no form is an error ' +
      '([MI0801](errors.md#mi0801)) that names its largest parts.\n',
    '## The underlay',
    'The MTU is that between hosts on private addresses. Where an address in the manifest is public, 1500 holds at most; ' +
      '`hosts.<name>.mtu` overrides both.\n',
    table(
      ['`provider`', 'MTU', ...tunnels.map(({ kind }) => code(kind))],
      providers.map((provider) => [
        code(provider.id),
        mtuOf(provider),
        ...tunnels.map(({ kind }) => passage(provider, kind)),
      ]),
    ),
    '*Passes*: a source says so, of the network or of the rules that its firewall can hold. *Unknown*: no source was found either way; ' +
      'nothing is refused, so try it before you rely on it.\n',
    'A tunnel that is dropped is an error ([MI0611](errors.md#mi0611)), one that a firewall of the provider’s may drop a ' +
      'warning ([MI0655](errors.md#mi0655)). Whatever firewall the provider puts before a host has to admit the tunnels’ ' +
      `protocol from the other hosts: ${codes(['UDP 4789'])} for VXLAN, ${codes(['UDP 6081'])} for Geneve, IP protocol 47 for GRE.\n`,
    '## Sources',
    '*Unconfirmed* above means that no citable source was found for the figure: check it, and give `mtu` where it matters.\n',
    providers.map((provider) => sourceLine(provider, sourceOf(provider))).join(''),
  ].join('\n');
}

/** What becomes of a kind of tunnel on a provider's network. */
function passage({ passes = [], blocks = {}, fragile = {} }, kind) {
  if (blocks[kind]) return `blocked: ${blocks[kind]}`;
  if (fragile[kind]) return `fragile: ${fragile[kind]}`;
  return passes.includes(kind) ? 'passes' : 'unknown';
}

const sourceLine = ({ id }, source) => (source === '' ? '' : `- ${code(id)}: ${source}\n`);
