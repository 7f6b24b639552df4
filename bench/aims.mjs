/** What meshinit is to take at most, as ratios of one run's wall clocks: the aims, not what is. */
export const AIMS = [
  {
    title: '3 hosts, of bare Node.js',
    most: 1.5,
    of: ({ startUp }) => startUp['meshinit compile'].wall / startUp['node -e 0'].wall,
  },
  { title: '3 hosts, of the Jinja2 loop', most: 1, of: ({ rivals }) => ratio(rivals, 3, 'Jinja2 loop') },
  {
    title: '100 hosts, full mesh, of the loop with an inventory in JSON',
    most: 1,
    of: ({ rivals }) => ratio(rivals, 100, 'Jinja2 loop, inventory in JSON'),
  },
  { title: '1,000 hosts, full mesh, of the loop', most: 0.3, of: ({ rivals }) => ratio(rivals, 1000, 'Jinja2 loop') },
  {
    title: '1,000 hosts, packed for Amazon, of the loop with gzip',
    most: 0.15,
    of: ({ rivals }) => ratio(rivals, 1000, 'Jinja2 loop and gzip', 'meshinit compile, packed to fit 16,384 bytes'),
  },
  {
    // Only where `--against` named a build of the commit before c8d1be65.
    title: '10,000 hosts, { survive: 2 }, of the build before these aims',
    most: 0.45,
    of: ({ before }) => before.now.wall / before.before.wall,
  },
  {
    title: '10,000 hosts, { survive: 2 }, of 200 MiB of memory',
    most: 1,
    of: ({ sizes }) => sizeOf(sizes, '10000 hosts').peak / 200,
  },
  {
    title: '10,000 hosts, of ten times 1,000',
    most: 1,
    of: ({ sizes }) => sizeOf(sizes, '10000 hosts').wall / (10 * sizeOf(sizes, '1000 hosts, {').wall),
  },
  {
    title: 'a second compilation of 1,000 hosts that changes nothing, of the first',
    most: 0.5,
    of: ({ again }) => again.again.wall / again.first.wall,
  },
  {
    title: '1,000 hosts with layout routed, of the usual layout',
    most: 1,
    of: ({ again }) => again.routed.wall / again.first.wall,
  },
  {
    title: 'check of 1,000 hosts in a worker that has started, of 0.3 s',
    most: 1,
    of: ({ inWorker }) => inWorker / 0.3,
  },
];

const sizeOf = (sizes, start) => sizes.find(({ title }) => title.startsWith(start));

function ratio(rivals, hosts, rival, own = 'meshinit compile') {
  const { result } = rivals.find((one) => one.hosts === hosts && rival in one.result);
  return result[own].wall / result[rival].wall;
}

/** Each aim with what a run has found. Results of a run that lacks a figure lack its aim. */
export const ratios = (results) =>
  AIMS.flatMap(({ title, most, of }) => {
    try {
      const found = Number(of(results).toFixed(2));
      return Number.isNaN(found) ? [] : [{ title, most, found }];
    } catch {
      return [];
    }
  });
