import type { Address } from '../../addresses/address.ts';
import { cidrText } from '../../addresses/cidr.ts';
import { overlayAddress } from '../../mesh/overlay.ts';
import type { PlannedOverlay } from '../../mesh/planned-overlay.ts';
import { placed, programPath } from '../../os/places.ts';
import { TOKEN_PORT } from '../../overlay/swarm.ts';
import { once } from '../further-networks.ts';
import type { HostPlan } from '../host-plan.ts';
import { type Part, type PlannedFile, scriptFile, textFile } from '../part.ts';
import script from '../scripts/swarm.sh';
import check from '../scripts/swarm-check.sh';
import { CREDENTIALS, credentialFiles, OVERLAY_NETWORKS, OVERLAY_ORIGIN } from './overlay-files.ts';

const PKI = CREDENTIALS.swarm;

const SERVICE = `[Unit]
Description=meshinit: this host in the swarm
Wants=docker.service
After=docker.service meshinit-mesh.service

[Service]
Type=oneshot
ExecStart=@SBIN@/meshinit-swarm --follow
`;

const TIMER = `[Unit]
Description=meshinit: this host in the swarm, every minute

[Timer]
OnActiveSec=20
OnUnitInactiveSec=60
AccuracySec=1

[Install]
WantedBy=timers.target
`;

/** SO_RCVTIMEO of 20 s: whoever connects and then does not speak TLS holds none of socat's children any longer. */
const SPEAKS = 'setsockopt=1:20:x14000000000000000000000000000000';

/**
 * Whoever asks has said all and closes his half: from 1.8 on socat would wait half a second more for the answer.
 * @param listen what socat(1) listens at
 */
const tokens = (listen: string): string => `[Unit]
Description=meshinit: lets hosts of the cluster into the swarm
Wants=network-online.target
After=network-online.target meshinit-mesh.service
# The address may come late.
StartLimitIntervalSec=0

[Service]
ExecStart=/usr/bin/socat -t 100 -T 120 ${listen},reuseaddr,fork,max-children=32,${SPEAKS},cert=${PKI}/cert.pem,key=${PKI}/key.pem,cafile=${PKI}/ca.pem,verify=1 "EXEC:@SBIN@/meshinit-swarm --answer"
Restart=always
RestartSec=2

[Install]
WantedBy=multi-user.target
`;

/** Docker's swarm: each host joins it by itself, and managers hand out tokens to hosts of the cluster alone. */
export function swarmParts(plan: HostPlan): Part[] {
  const { os, cluster, node } = plan;
  const { overlay } = cluster;
  if (!overlay) return [];
  const address = overlayAddress(node);
  const isManager = overlay.seats.includes(node.name);
  return [
    {
      settings: {
        SWARM_ADDRESS: address.text,
        SWARM_MANAGERS: overlay.seats.join(' '),
        SWARM_PORT: overlay.dataPathPort,
        SWARM_POOL: overlay.addressPool ? cidrText(overlay.addressPool) : '',
        SWARM_MTU: overlay.mtu,
      },
      tools: os.swarm?.packages ?? [],
      files: [
        ...credentialFiles(plan, 'swarm'),
        textFile(OVERLAY_NETWORKS, networkLines(overlay), [OVERLAY_ORIGIN]),
        scriptFile(programPath('swarm', os), placed(script, os), [OVERLAY_ORIGIN]),
        textFile('/etc/systemd/system/meshinit-swarm.service', placed(SERVICE, os), [OVERLAY_ORIGIN]),
        textFile('/etc/systemd/system/meshinit-swarm.timer', TIMER, [OVERLAY_ORIGIN]),
        ...(isManager ? [tokensUnit(plan, address)] : []),
      ],
      steps: [
        ...(isManager
          ? [
              {
                phase: 'networks',
                does: 'let hosts into the swarm',
                run: 'enable_units meshinit-swarm-tokens',
              } as const,
            ]
          : []),
        { phase: 'networks', does: 'join the swarm', run: programPath('swarm', os) },
        { phase: 'watch', does: 'stay in the swarm', run: 'enable_units meshinit-swarm.timer' },
      ],
      checks: [placed(check, os), `${once(plan)}check_swarm\n`],
    },
  ];
}

function tokensUnit({ os, node }: HostPlan, { family, text }: Address): PlannedFile {
  const listen = `OPENSSL-LISTEN:${TOKEN_PORT},${family === 6 ? `pf=ip6,bind=[${text}]` : `bind=${text}`}`;
  return textFile('/etc/systemd/system/meshinit-swarm-tokens.service', placed(tokens(listen), os), [
    OVERLAY_ORIGIN,
    ['hosts', node.name],
  ]);
}

/** A network a line: name, subnet, encrypted, attachable, MTU. */
const networkLines = ({ networks, mtu }: PlannedOverlay): string =>
  networks
    .map(({ name, subnet = '-', encrypted, attachable }) => `${name} ${subnet} ${encrypted} ${attachable} ${mtu}\n`)
    .join('');
