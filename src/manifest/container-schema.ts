import * as z from 'zod';
import { capability, device, duration, portText, tmpfsText, volumeText } from './container-texts.ts';
import { LABEL, LABEL_TEXT } from './host-schema.ts';

/** One word or a list of words; Compose splits a text as a shell does. */
const words = (description: string, example: string[]) =>
  z.union([z.string(), z.array(z.string())]).meta({ description, examples: [example] });

const environmentValue = z.union([z.string(), z.number(), z.boolean()]);
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_.-]*$/;
const PAIR = { error: 'NAME=VALUE' };

/** A map, or a list of `NAME=VALUE`. */
const pairs = (description: string, name: RegExp, nameText: string) =>
  z
    .union([
      z.record(z.string().regex(name, { error: nameText }), environmentValue),
      z.array(z.string().regex(new RegExp(`${name.source.slice(0, -1)}=`), PAIR)),
    ])
    .meta({ description });

const envFile = z.union([
  z.string(),
  z.strictObject({
    path: z.string().meta({ description: 'The file, relative to the one that names it.', examples: ['web.env'] }),
    required: z.boolean().meta({ description: 'false: it may be missing. Default: true.' }).optional(),
    format: z
      .literal('raw')
      .meta({ description: 'raw: what is behind the = is the value, quotes and all.' })
      .optional(),
  }),
]);

const port = z.union([
  z.int().min(1).max(65_535),
  portText,
  z.strictObject({
    target: z.int().min(1).max(65_535).meta({ description: 'The port in the container.' }),
    published: z
      .union([z.int().min(1).max(65_535), z.string().regex(/^[1-9]\d{0,4}$/, { error: 'a port number' })])
      .meta({ description: "The host's port. Default: one that Docker chooses." })
      .optional(),
    host_ip: z.string().meta({ description: 'The address of the host that it is open at. Default: all.' }).optional(),
    protocol: z.enum(['tcp', 'udp', 'sctp']).meta({ description: 'Default: tcp.' }).optional(),
    mode: z.enum(['host', 'ingress']).meta({ description: 'Both are the same without a Swarm.' }).optional(),
  }),
]);

const volume = z.union([
  volumeText,
  z.strictObject({
    type: z.enum(['bind', 'volume', 'tmpfs']).meta({ description: 'What is mounted.' }),
    source: z
      .string()
      .regex(/^(\/[^:\0]*|[a-zA-Z0-9][a-zA-Z0-9_.-]+)$/, { error: "an absolute path of the host, or a volume's name" })
      .meta({ description: "The host's path, or the volume's name." })
      .optional(),
    target: z
      .string()
      .regex(/^\/[^:\0]*$/, { error: 'an absolute path in the container' })
      .meta({ description: 'The path in the container.' }),
    read_only: z.boolean().meta({ description: 'Default: false.' }).optional(),
  }),
]);

const limit = z.union([
  z.int().min(-1),
  z.strictObject({
    soft: z.int().min(-1).meta({ description: 'The soft limit.' }),
    hard: z.int().min(-1).meta({ description: 'The hard limit.' }),
  }),
]);

const healthcheck = z
  .strictObject({
    test: z
      .union([
        z.string(),
        z
          .array(z.string())
          .min(1)
          .refine(([kind]) => ['NONE', 'CMD', 'CMD-SHELL'].includes(kind ?? ''), {
            error: 'a list that begins with CMD, CMD-SHELL or NONE',
          }),
      ])
      .meta({ description: 'The command: a text for a shell, or a list that begins with CMD, CMD-SHELL or NONE.' }),
    interval: duration('Between two checks. Default: 30s.'),
    timeout: duration('For one check. Default: 30s.'),
    retries: z.int().min(1).meta({ description: 'Failures in a row that make it unhealthy. Default: 3.' }),
    start_period: duration('At first, in which failures do not count. Default: 0s.'),
    start_interval: duration('Between two checks in the start period. Needs Docker 25.'),
    disable: z.boolean().meta({ description: "true: not even the image's own check." }),
  })
  .partial()
  .meta({ description: "How Docker finds out whether the container works. Default: the image's own check." });

const alias = z
  .string()
  .regex(LABEL, { error: LABEL_TEXT })
  .meta({ description: 'A further name.', examples: ['db'] });
const address = z.string().meta({ description: 'An IPv4 address.', examples: ['172.17.1.200'] });
const addresses = z.union([address, z.record(z.string(), address)]);

const membership = z.strictObject({
  aliases: z.array(alias).meta({ description: 'Further names there.' }).optional(),
  address: addresses
    .meta({
      description: "Its address there, in the upper half of the host's slice; on several hosts a map by host.",
    })
    .optional(),
});

const LINK = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(:[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)?$/;

export const container = z
  .strictObject({
    image: z
      .string()
      .regex(/^[a-z0-9][\w.:/@-]*$/, { error: "an image's name, such as 'nginx:1.27'" })
      .meta({
        description: 'The image. Name a tag or a digest.',
        examples: ['nginx:1.27', 'ghcr.io/example/app@sha256:…'],
      }),
    hosts: z
      .union([z.string(), z.array(z.string()).min(1)])
      .meta({ description: 'The host that it runs on, or several: one container on each.', examples: [['host1']] }),
    networks: z
      .union([z.array(z.string()).min(1), z.record(z.string(), membership.nullable())])
      .meta({
        description:
          'The networks that it is in, by the names of their Docker networks; `network` is the main one. Default: the main one.',
        examples: [['backend']],
      })
      .optional(),
    address: addresses
      .meta({
        description:
          "Its address on the main network, in the upper half of the host's slice; on several hosts a map by host. Default: planned, and kept by the lock.",
      })
      .optional(),
    links: z
      .array(z.string().regex(LINK, { error: "a container's name, or NAME:ALIAS" }))
      .meta({
        description:
          'Containers that it knows by name, wherever they run: `db`, or `db:alias`. No variables come with them.',
        examples: [['db', 'db:database']],
      })
      .optional(),
    command: words("Takes the place of the image's command.", ['nginx', '-g', 'daemon off;']).optional(),
    entrypoint: words("Takes the place of the image's entry point.", ['/bin/app']).optional(),
    environment: pairs(
      'Environment variables: a map, or a list of NAME=VALUE.',
      VARIABLE,
      'a name of letters, digits and _',
    ).optional(),
    env_file: z
      .union([...envFile.options, z.array(envFile)])
      .meta({
        description:
          'Files of NAME=VALUE lines, read when the manifest is compiled; a later one overrides an earlier one, and environment all of them.',
        examples: ['web.env'],
      })
      .optional(),
    ports: z
      .array(port)
      .meta({
        description: "Ports that are open at the host's own addresses: [IP:][PUBLISHED:]TARGET[/PROTOCOL].",
        examples: [['8080:80']],
      })
      .optional(),
    volumes: z
      .array(volume)
      .meta({
        description: 'Mounts: [SOURCE:]TARGET[:ro].',
        examples: [['data:/var/lib/data', '/etc/app:/etc/app:ro']],
      })
      .optional(),
    restart: z
      .string()
      .regex(/^(no|always|unless-stopped|on-failure(:[1-9]\d{0,5})?)$/, {
        error: 'no, always, on-failure, on-failure:TIMES or unless-stopped',
      })
      .meta({ description: "Docker's restart policy. Default: unless-stopped.", examples: ['always'] })
      .optional(),
    labels: pairs('Labels: a map, or a list of NAME=VALUE.', /^[^\s=]+$/, 'a name without spaces').optional(),
    user: z
      .union([z.string(), z.int().min(0)])
      .meta({ description: 'Its user: NAME or NUMBER, and :GROUP.' })
      .optional(),
    working_dir: z
      .string()
      .meta({ description: 'The directory that it starts in.', examples: ['/app'] })
      .optional(),
    cap_add: z
      .array(capability)
      .meta({ description: 'Capabilities that it gets.', examples: [['NET_ADMIN']] })
      .optional(),
    cap_drop: z
      .array(capability)
      .meta({ description: 'Capabilities that it loses.', examples: [['ALL']] })
      .optional(),
    devices: z
      .array(device)
      .meta({ description: 'Devices of the host: PATH[:PATH[:rwm]].', examples: [['/dev/fuse']] })
      .optional(),
    read_only: z.boolean().meta({ description: 'Its own file system is read-only. Default: false.' }).optional(),
    tmpfs: z
      .union([tmpfsText, z.array(tmpfsText)])
      .meta({ description: 'File systems in memory: PATH[:OPTIONS].', examples: ['/run:size=64m'] })
      .optional(),
    sysctls: pairs(
      'Kernel parameters of its own: a map, or a list of NAME=VALUE.',
      /^[a-z0-9_./-]+$/,
      'the name of a kernel parameter',
    ).optional(),
    ulimits: z
      .record(z.string().regex(/^[a-z]+$/, { error: 'the name of a limit, such as nofile' }), limit)
      .meta({ description: 'Limits: a number for both, or soft and hard.', examples: [{ nofile: 65_536 }] })
      .optional(),
    healthcheck: healthcheck.optional(),
    stop_grace_period: duration('Between SIGTERM and SIGKILL. Default: 10s.').optional(),
    init: z.boolean().meta({ description: 'An init process inside that reaps others. Default: false.' }).optional(),
    privileged: z.boolean().meta({ description: 'All rights of the host. Default: false.' }).optional(),
  })
  .meta({ description: "One container, in the words of Compose's specification." });
