import { yamlText } from '../document/yaml/yaml-text.ts';
import apt from '../host/scripts/apt.sh';
import builder from '../host/scripts/builder.sh';
import common from '../host/scripts/common.sh';
import download from '../host/scripts/download.sh';
import { shellWord } from '../host/shell.ts';
import type { OsId } from '../os/ids.ts';

/** What a machine that builds Open vSwitch's packages is told. */
export interface BuilderOptions {
  /** The release's tarball. */
  readonly url: string;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  /** The system of the hosts, and so of the machine. */
  readonly os: OsId;
  /** Where it serves what it built, or undefined where it does not. */
  readonly serve?: { readonly address: string; readonly port: number } | undefined;
}

/** One cloud-config document for a throw-away machine. Pure: the same options give the same bytes. */
export function builderDocument({ url, sha256, os, serve }: BuilderOptions): string {
  const settings = {
    SYSTEM: os,
    URL: url,
    SHA256: sha256,
    SERVE_ADDRESS: serve?.address ?? '',
    SERVE_PORT: String(serve?.port ?? ''),
    BASE: serve ? `http://${serve.address}:${serve.port}` : '',
  };
  const conf = Object.entries(settings).map(([name, value]) => `${name}=${shellWord(value)}\n`);
  const files = [
    { path: '/etc/meshinit/host.conf', permissions: '0644', content: conf.join('') },
    { path: '/usr/local/lib/meshinit/common.sh', permissions: '0644', content: common },
    {
      path: '/usr/local/lib/meshinit/packages.sh',
      permissions: '0644',
      content: `${apt}\n${download}`,
    },
    { path: '/usr/local/sbin/meshinit-build', permissions: '0755', content: builder },
  ];
  const header = `#cloud-config\n# A machine (${os}) that builds Open vSwitch's packages, made by meshinit builder. Throw it away afterwards.\n`;
  const value = { write_files: files, runcmd: ['/usr/local/sbin/meshinit-build'] };
  return header + yamlText(value);
}
