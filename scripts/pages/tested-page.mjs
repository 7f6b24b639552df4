import { code, generated, table } from './markdown.mjs';

/** How close to a real host something came, the closest first; a lane's runs stand under its own name. */
const DEGREES = {
  booted: 'booted',
  namespaces: 'run in namespaces',
  tools: 'validated by tools',
  compiled: 'only compiled',
};

/** What a run says of a host besides its system, with every value that there is; of dataplanes those that were run. */
const choices = ({ oses, stackIdsOf, firewallIdsOf, tunnels, layoutIds, loopProtections }, { runs }) => [
  ['stack', '`network.stack`', distinct(oses.flatMap((os) => stackIdsOf(os)))],
  ['firewall', '`firewall`', distinct(oses.flatMap((os) => firewallIdsOf(os)))],
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
    'How long two other containers cannot reach each other. 0.0 means that hardly any packets are lost.\n',
    figures(tested, ({ what }) => what.includes(' apart '), 'Apart'),
    '## While running hosts are patched\n',
    'How long two containers cannot reach each other during the patch, measured by lost packets at ten per second.\n',
    figures(tested, ({ subject }) => subject.endsWith('patched'), 'Lost'),
    '## Every cluster that was run\n',
    runs(facts, tested),
  ].join('\n');
}

const INTRODUCTION = `There are four degrees; each includes those below it:

- **booted**: machines booted with nothing but their compiled document; cloud-init installed the packages; the machines went
  through a reboot and a power cut ([the boot lane](../test/boot/README.md)). The kernel is user-mode Linux, everything else the
  distribution's.
- **run in namespaces**: the compiled scripts, units' commands and interface files, run in network namespaces with a real
  Open vSwitch ([the namespace lane](../test/net/README.md)).
- **validated by tools**: \`npm test\` validates a host's files with cloud-init, dockerd, nft, systemd-analyze, ifquery, shellcheck
  and similar tools.
- **only compiled**: the compiler accepts it; nothing has checked the result.

We did not test on public clouds: nothing here shows how a provider's own network behaves.
`;

const BOOT_TIMES = `A host's uptime, in seconds, when it got its first reply from another host's mesh address; for several hosts, that of the
slowest. Three machines share two cores, without hardware virtualisation: a real machine is faster.
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
