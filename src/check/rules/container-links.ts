import { didYouMean } from '../../diagnostics/nearest.ts';
import type { Container, ContainerLink } from '../../manifest/containers.ts';
import { twoHosts } from '../example.ts';
import type { Rule } from '../rule.ts';
import { fewOf, quoted } from '../wording.ts';

const two = (links: string): string =>
  twoHosts(
    `network: { docker: mesh }\ncontainers:\n  web: { image: 'nginx:1.27', hosts: host1, links: [${links}] }\n  db: { image: 'mongo:8', hosts: host2 }\n`,
  );

export const containerLinks = {
  law: {
    code: 'MI0432',
    severity: 'error',
    title: 'A link must lead to another declared container in a common network, and links must not form a circle.',
    explanation:
      'The name of a link becomes an address when the container is created. When that address changes, so does the container: in a circle each would wait for the other.',
    wrong: two('cache'),
    right: two("'db:database'"),
  },
  check({ manifest, isBroken, report }) {
    const { containers } = manifest;
    const byName = new Map(containers.map((container) => [container.name, container]));
    for (const container of containers) {
      const aliases = new Map<string, ContainerLink>();
      for (const link of container.links) {
        const target = byName.get(link.target);
        if (!target && isBroken(['containers', link.target])) continue;
        const fault = target ? faultOf(container, target) : unknown(container, link, [...byName.keys()]);
        if (fault) report({ path: link.path, ...fault });
        const rival = aliases.get(link.alias);
        if (rival && rival.target !== link.target) {
          report({
            path: link.path,
            message: `${container.name} knows both ${rival.target} and ${link.target} as ${link.alias}`,
            related: [{ path: rival.path, message: 'the first of them' }],
          });
        }
        aliases.set(link.alias, link);
      }
    }
    for (const circle of circles(containers, byName)) report(circle);
  },
} as const satisfies Rule;

interface Fault {
  readonly message: string;
  readonly hint?: string;
}

const unknown = ({ name }: Container, { target }: ContainerLink, names: readonly string[]): Fault => ({
  message: `${name} has a link to ${quoted(target)}, but no container has that name; containers: ${fewOf(names, 5)}`,
  hint: didYouMean(target, names),
});

function faultOf(container: Container, target: Container): Fault | undefined {
  if (container === target) return { message: `${container.name} has a link to itself` };
  const own = new Set(container.networks.map(({ network }) => network));
  if (target.networks.some(({ network }) => network && own.has(network))) return undefined;
  const networks = target.networks.map(({ name }) => name);
  return {
    message: `${container.name} has a link to ${target.name}, but they are in no common network`,
    hint: `Put ${container.name} into ${fewOf(networks)}, too.`,
  };
}

/** Each circle once, at the link that closes it. */
function* circles(
  containers: readonly Container[],
  byName: ReadonlyMap<string, Container>,
): Generator<{ path: ContainerLink['path']; message: string }> {
  const done = new Set<Container>();
  for (const start of containers) {
    // Without recursion: a chain may have thousands of links.
    const way: { readonly container: Container; next: number }[] = [];
    const onWay = new Map<Container, number>();
    const enter = (container: Container): void => {
      onWay.set(container, way.length);
      way.push({ container, next: 0 });
    };
    if (!done.has(start)) enter(start);
    for (let step = way.at(-1); step; step = way.at(-1)) {
      const link = step.container.links[step.next];
      step.next += 1;
      const target = link && byName.get(link.target);
      if (!link) {
        done.add(step.container);
        onWay.delete(step.container);
        way.pop();
      } else if (target && target !== step.container && onWay.has(target)) {
        const names = way.slice(onWay.get(target)).map(({ container }) => container.name);
        yield { path: link.path, message: `links form a circle: ${[...names, target.name].join(' → ')}` };
      } else if (target && !done.has(target) && !onWay.has(target)) enter(target);
    }
  }
}
