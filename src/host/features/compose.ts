import { yamlText } from '../../document/yaml/yaml-text.ts';
import type { ComposeFile } from '../../manifest/compose.ts';
import { networksGiven } from '../../manifest/compose.ts';
import { isRecord } from '../../manifest/wording.ts';
import { placed, programPath } from '../../os/places.ts';
import { holdsSecret } from '../../secrets/find-secrets.ts';
import { once } from '../further-networks.ts';
import type { HostPlan } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile, textFile } from '../part.ts';
import { COMPOSE_FILE, composeHeader } from '../parts/docker-changes.ts';
import script from '../scripts/compose.sh';
import check from '../scripts/compose-check.sh';
import start from '../scripts/compose-start.sh';

const SERVICE = `[Unit]
Description=meshinit: the Compose file
Wants=docker.service
# Docker starts none again that its file does not tell it to.
PartOf=docker.service
After=docker.service meshinit-setup.service

[Service]
ExecStart=@SBIN@/meshinit-compose
RemainAfterExit=yes

[Install]
WantedBy=multi-user.target
`;

/** The Compose file that the manifest gives a host, and what brings it up. */
export function compose(plan: HostPlan): Part[] {
  const { os, compose: file, dockerFrom } = plan;
  if (!file) return [];
  const origins = [file.path];
  const { package: name } = os.docker.from[dockerFrom]?.compose ?? {};
  const install = { phase: 'containers', does: 'install Compose', run: `install_packages ${name}` } as const;
  return [
    {
      settings: {
        COMPOSE_PROJECT: file.project,
        COMPOSE_SERVICES: file.services
          .flatMap(({ name: service, isStarted }) => (isStarted ? [service] : []))
          .join(' '),
      },
      files: [
        composeText(plan, file),
        scriptFile(programPath('compose', os), placed(script, os), origins),
        textFile('/etc/systemd/system/meshinit-compose.service', placed(SERVICE, os), origins),
      ],
      functions: [start],
      steps: [
        ...(name === undefined ? [] : [install]),
        { phase: 'containers', does: 'bring up the Compose file', run: 'start_compose' },
      ],
      checks: [check, `${once(plan)}check_compose\n`],
    },
  ];
}

/**
 * As the manifest's file says it, with the cluster's networks as external ones. Its name goes on the command line, which every
 * version of Compose knows; parts of it that only YAML's anchors need are in their places.
 */
function composeText({ manifest }: HostPlan, file: ComposeFile): PlannedFile {
  const { name: _, networks, ...others } = file.value;
  const external = Object.fromEntries(networksGiven(file).map((key) => [key, { external: true }]));
  const all = { ...(isRecord(networks) ? networks : {}), ...external };
  const kept = Object.entries(others).filter(([key]) => !key.startsWith('x-'));
  const value = { ...Object.fromEntries(kept), ...(Object.keys(all).length === 0 ? {} : { networks: all }) };
  const planned = textFile(COMPOSE_FILE, composeHeader(file.project) + yamlText(value), [file.path]);
  const isSecret = manifest.taint.touches(file.path) || holdsSecret(file.value, file.path);
  return isSecret ? { ...planned, mode: 0o600, secret: true } : planned;
}
