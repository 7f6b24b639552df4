import type { DockerSource } from './os-facts.ts';

/** Docker as Fedora packages it: what its service starts, and OPTIONS in its /etc/sysconfig/docker. */
export const mobyEngine = {
  command: '/usr/bin/dockerd --host=fd:// --exec-opt native.cgroupdriver=systemd $OPTIONS',
  takenKeys: [
    'selinux-enabled',
    'log-driver',
    'live-restore',
    'default-ulimits',
    'init-path',
    'userland-proxy-path',
    'exec-opts',
  ],
} as const satisfies Partial<DockerSource>;
