import { twoHosts } from '../example.ts';
import { isPublicTop } from '../public-domains.ts';
import type { CheckContext, Rule } from '../rule.ts';

const HINT = 'or say why that is fine here: allow: { MI0665: why }.';

function checkDomain({ manifest, report }: CheckContext, domain: string): void {
  const labels = domain.split('.');
  if (labels.length > 2 || !isPublicTop(labels.at(-1) ?? '')) return;
  report({
    path: ['names', 'domain'],
    message: `names.domain ${domain} is a domain of the public DNS: its other names are no longer found from hosts and containers`,
    hint: `Use ${labels.length === 1 ? `${manifest.name}.internal` : `a subdomain such as mesh.${domain}`}, ${HINT}`,
  });
}

function checkHosts({ manifest, report }: CheckContext): void {
  for (const { name } of manifest.hosts) {
    if (!isPublicTop(name)) continue;
    report({
      path: ['hosts', name],
      at: 'key',
      message: `with names, containers of a host '${name}' are NAME.${name}: names of the public top-level domain .${name} are no longer found`,
      hint: `Give the host another name, such as ${name}1, ${HINT}`,
    });
  }
}

export const publicDomain = {
  law: {
    code: 'MI0665',
    severity: 'warning',
    title: 'Names should hide no public domain.',
    explanation:
      'The resolver of the mesh answers alone for everything below `names.domain` and below each host’s name. With `domain: example.com` the website of example.com is no longer found from the hosts and their containers, and with a host `dev` no domain that ends in `.dev`.',
    wrong: twoHosts('names: { domain: acme.com }\n'),
    right: twoHosts('names: { domain: mesh.acme.com }\n'),
  },
  check(context) {
    const { names } = context.manifest;
    if (!names) return;
    checkDomain(context, names.domain);
    checkHosts(context);
  },
} as const satisfies Rule;
