import { chmodSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { UsageError, WriteError } from '../../edge/errors.ts';
import { reason } from '../../edge/manifest-file.ts';
import { SUMS } from '../../edge/output-directory.ts';
import { type Change, replaceFiles } from '../../edge/replace-files.ts';
import type { PlanReport } from '../../plan-report.ts';
import type { Terminal } from '../terminal.ts';
import type { Credential, Wanted } from './certificates.ts';

/** A certificate with fewer days left is made anew. */
const LEAST_DAYS = 30;
/** An authority outlives its certificates. */
const AUTHORITY_FACTOR = 10;

/** Where a certificate lies below the directory. */
interface Entry extends Wanted {
  readonly folder: string;
}

/**
 * An authority, a certificate for each host and one for clients. What is there and good stays: only what is missing,
 * expires soon or has other names is made.
 * @returns what became of each, a line each
 */
export async function keepCertificates(
  directory: string,
  report: PlanReport,
  days: number,
  terminal: Terminal,
): Promise<string> {
  refuseOutput(directory);
  // The library for X.509 is for this command alone.
  const x509 = await import('./certificates.ts');
  const day = (cert: string): string => x509.expiry(cert).toISOString().slice(0, 10);
  const now = terminal.now();
  const folder = join(directory, 'ca');
  const old = readCredential(folder);
  if (old && x509.expiry(old.cert) < now) {
    throw new UsageError(`${folder}/cert.pem has expired`, 'Move the directory away for a new authority.');
  }
  const authority = old ?? (await x509.makeAuthority(`meshinit ${report.name}`, days * AUTHORITY_FACTOR, now));
  const lines = [`${old ? 'kept' : 'made'}  ${folder}  until ${day(authority.cert)}`];
  const changes = credentialFiles(join(directory, 'ca'), authority);
  const kept = new Map<string, Credential>();
  for (const entry of entriesOf(report, days)) {
    const folder = join(directory, entry.folder);
    const found = readCredential(folder);
    const least = Math.min(LEAST_DAYS, days / 2);
    const why = found ? await x509.whyNot(found, authority, entry, now, least) : 'is missing';
    const credential = found && why === undefined ? found : await x509.issue(authority, entry, now);
    kept.set(entry.folder, credential);
    lines.push(
      `${why === undefined ? 'kept' : 'made'}  ${folder}  until ${day(credential.cert)}${why ? `: it ${why}` : ''}`,
    );
    changes.push({ path: join(folder, 'ca.pem'), content: Buffer.from(authority.cert), mode: 0o644 });
    changes.push(...credentialFiles(folder, credential));
  }
  changes.push({
    path: join(directory, 'tls.yaml'),
    content: Buffer.from(block(report, authority, kept)),
    mode: 0o600,
  });
  write(changes, terminal);
  lines.push(`For the manifest: ${join(directory, 'tls.yaml')}`);
  return `${lines.join('\n')}\n`;
}

/** Documents are handed on, keys are not. */
function refuseOutput(directory: string): void {
  for (let at = resolve(directory); ; at = dirname(at)) {
    if (existsSync(join(at, SUMS))) {
      const hint = 'Keys are never part of the output: take another directory with -o.';
      throw new UsageError(`${directory} is where documents are written to, or inside of it`, hint);
    }
    if (dirname(at) === at) return;
  }
}

function entriesOf({ hosts }: PlanReport, days: number): Entry[] {
  const servers = hosts.map(({ name, bridge, address }): Entry => {
    const addresses = [...new Set([bridge, address, '127.0.0.1'])];
    return { folder: join('hosts', name), name, role: 'server', names: [name], addresses, days };
  });
  return [...servers, { folder: 'client', name: 'client', role: 'client', names: [], addresses: [], days }];
}

/** Undefined where neither file is there; one without the other is for a person to look at. */
function readCredential(folder: string): Credential | undefined {
  const paths = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
  const [hasCert, hasKey] = [existsSync(paths.cert), existsSync(paths.key)];
  if (!hasCert && !hasKey) return undefined;
  if (!hasCert || !hasKey) throw new UsageError(`${folder} has only one of cert.pem and key.pem`);
  try {
    return { cert: readFileSync(paths.cert, 'utf8'), key: readFileSync(paths.key, 'utf8') };
  } catch (error) {
    throw new UsageError(`cannot read ${folder}: ${reason(error)}`);
  }
}

const credentialFiles = (folder: string, { cert, key }: Credential): Change[] => [
  { path: join(folder, 'key.pem'), content: Buffer.from(key), mode: 0o600, durable: true },
  { path: join(folder, 'cert.pem'), content: Buffer.from(cert), mode: 0o644, durable: true },
];

/** What the manifest takes, ready to paste. */
function block({ hosts }: PlanReport, authority: Credential, kept: ReadonlyMap<string, Credential>): string {
  const tls = hosts.map(({ name }) => {
    const { cert = '', key = '' } = kept.get(join('hosts', name)) ?? {};
    return [name, { tls: { ca: authority.cert, cert, key } }];
  });
  const value = { docker: { listen: 'mesh' }, hosts: Object.fromEntries(tls) };
  return `# For the manifest: each host's tls beside its address. It holds private keys.\n${stringify(value)}`;
}

function write(changes: readonly Change[], terminal: Terminal): void {
  terminal.uninterrupted(() => {
    for (const folder of new Set(changes.map(({ path }) => dirname(path)))) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        chmodSync(folder, 0o700);
      } catch (error) {
        throw new WriteError(`cannot make directory ${folder}: ${reason(error)}; nothing was changed`);
      }
    }
    replaceFiles(changes);
  });
}
