import { code, generated, table } from './markdown.mjs';

/** How close to a real host something came, the closest first; a lane's runs stand under its own name. */
const DEGREES = {
  booted: 'booted',
  namespaces: 'run in namespaces',
  tools: 'validated by tools',
  compiled: 'only compiled',
};

/** What a run says of a host besides its system, with every value that there is; of dataplanes those that were run. */
const choices = ({ oses, stackIds, firewallIds, tunnels, layoutIds, loopProtections }, { runs }) => [
  ['stack', '`network.stack`', distinct(oses.flatMap((os) => stackIds(os)))],
  ['firewall', '`firewall`', distinct(oses.flatMap((os) => firewallIds(os)))],
  ['tunnel', '`network.tunnel`', tunnels.map(({ kind }) => kind)],
  ['underlay', 'underlay', ['IPv4', 'IPv6']],
  ['layout', '`network.layout`', layoutIds],
  ['loops', '`network.loops`', loopProtections.map(({ kind }) => kind)],
  ['dataplane', '`network.dataplane`', distinct(runs.map(({ dataplane }) => dataplane))],
];

const distinct = (values) => [...new Set(values)];

/**
 * `docs/tested.md`.
 * @param tested what the lanes kept in test/tested.json
 * @param standIns by system: what stands in for what its hosts have
 */
export function testedPage(facts, tested, standIns) {
  const { oses, osIds } = facts;
  const inOrder = osIds.filter((id) => oses.some((os) => os.id === id));
  return [
    generated('`test/tested.json`, which the lanes write (`npm run tested`)'),
    '# What was tested, and how',
    INTRODUCTION,
    '## Operating systems\n',
    table(
      ['`os`', 'Came as far as', 'As'],
      inOrder.map((id) => systemRow(id, facts, tested, standIns)),
    ),
    ...inOrder.filter((id) => standIns[id]).map((id) => `**${id}**: ${standIns[id]}`),
    '## Everything else that a manifest chooses\n',
    table(
      ['Choice', 'Value', 'Came as far as', 'On'],
      choices(facts, tested).flatMap((choice) => choiceRows(choice, facts, tested)),
    ),
    '## From power on to the first packet\n',
    BOOT_TIMES,
    figures(tested, ({ lane, what }) => lane === 'booted' && what.startsWith('first ping'), 'Uptime'),
    '## When a host dies, comes back, or loses a link\n',
    'How long two other containers do not reach each other. 0.0 means that hardly a packet is lost.\n',
    figures(tested, ({ what }) => what.includes(' apart '), 'Apart'),
    '## While running hosts are patched\n',
    'How long two containers do not reach each other meanwhile, counted in lost packets of ten a second.\n',
    figures(tested, ({ subject }) => subject.endsWith('patched'), 'Lost'),
    '## Every cluster that was run\n',
    runs(facts, tested),
  ].join('\n');
}

const INTRODUCTION = `The four degrees, each with all that the ones below it have:

- **booted**: machines that had nothing but their compiled document, packages installed by cloud-init, rebooted and cut
  from power ([the boot lane](../test/boot/README.md)). The kernel is user-mode Linux, everything else the
  distribution's.
- **run in namespaces**: the compiled scripts, units' commands and interface files, run in network namespaces with a real
  Open vSwitch ([the namespace lane](../test/net/README.md)).
- **validated by tools**: \`npm test\` lets cloud-init, dockerd, nft, systemd-analyze, ifquery, shellcheck and their like
  judge what lands on a host.
- **only compiled**: the compiler takes it; nothing has looked at the outcome.

Public clouds were not used: nothing here says how a provider's own network behaves.
`;

const BOOT_TIMES = `A host's uptime, in seconds, when its first packet came back from another host's mesh address; of several hosts the
slowest. Three machines share two cores there, without hardware virtualisation: a real machine is faster.
`;

const lanesOf = (runs) => Object.keys(DEGREES).filter((degree) => runs.some(({ lane }) => lane === degree));

function systemRow(id, { systemCases }, { runs }, standIns) {
  const isJudged = systemCases.some(({ os }) => os === id);
  const [best = isJudged ? 'tools' : 'compiled'] = lanesOf(runs.filter(({ os }) => os === id));
  const own = runs.filter(({ os, lane }) => os === id && lane === best);
  const ways = distinct(own.map(({ stack, firewall }) => `${code(stack)} with ${code(firewall)}`));
  return [code(id), DEGREES[best] + (standIns[id] ? ', with stand-ins (below)' : ''), ways.join(', ') || '–'];
}

/** Each system's stacks and firewalls are judged, and the values that the matrix of clusters draws from. */
const isJudged = (name, value, { dimensions }) =>
  ['stack', 'firewall'].includes(name) || (dimensions[name] ?? []).includes(value);

function choiceRows([name, title, values], facts, { runs }) {
  return values.map((value) => {
    const own = runs.filter((run) => run[name] === value);
    const [best = isJudged(name, value, facts) ? 'tools' : 'compiled'] = lanesOf(own);
    const systems = distinct(own.filter(({ lane }) => lane === best).map(({ os }) => code(os)));
    return [title, code(value), DEGREES[best], systems.join(', ') || '–'];
  });
}

function figures(tested, isWanted, head) {
  const rows = tested.figures.filter(isWanted);
  return table(
    ['Lane', 'Cluster', 'What', head],
    rows.map(({ lane, subject, what, seconds }) => [DEGREES[lane], subject, what, `${seconds.toFixed(1)} s`]),
  );
}

function runs(facts, tested) {
  const names = choices(facts, tested).map(([name]) => name);
  return table(
    ['Degree', '`os`', ...choices(facts, tested).map(([, title]) => title)],
    tested.runs.map((run) => [DEGREES[run.lane], code(run.os), ...names.map((name) => run[name])]),
  );
}
