import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { stringify } from 'yaml';
import { SUMS } from '../../edge/checksums.ts';
import { UsageError, WriteError } from '../../edge/errors.ts';
import { reason } from '../../edge/reason.ts';
import { type Change, replaceFiles } from '../../edge/replace-files.ts';
import type { Terminal } from '../terminal.ts';
import type { Credential, Wanted } from './certificates.ts';

/** A certificate with fewer days left is made anew. */
const LEAST_DAYS = 30;
/** An authority outlives its certificates. */
const AUTHORITY_FACTOR = 10;

/** A host whose Docker is to have a certificate. */
export interface Server {
  readonly name: string;
  /** Every DNS name that clients may call it by, and every address. */
  readonly names: readonly string[];
  readonly addresses: readonly string[];
}

/** Where a certificate lies below the directory. */
interface Entry extends Wanted {
  readonly folder: string;
}

/** What certificates are for. */
export interface Wants {
  /** The cluster's name. */
  readonly cluster: string;
  readonly servers: readonly Server[];
}

/** The library for X.509 is for this command alone. */
type X509 = typeof import('./certificates.ts');

/**
 * An authority, a certificate for each host and one for clients. What is there and good stays: only what is missing,
 * expires soon or has other names is made.
 * @returns what became of each, a line each
 * @throws UsageError where the authority's files are no authority: what they signed would be lost with them
 */
export async function keepCertificates(
  directory: string,
  { cluster, servers }: Wants,
  days: number,
  terminal: Terminal,
): Promise<string> {
  refuseOutput(directory);
  const x509 = await import('./certificates.ts');
  const now = terminal.now();
  const old = await readAuthority(directory, x509, now);
  const authority = old ?? (await x509.makeAuthority(`meshinit ${cluster}`, days * AUTHORITY_FACTOR, now));
  const lines = [`${old ? 'kept' : 'made'}  ${join(directory, 'ca')}  until ${day(x509.expiry(authority.cert))}`];
  const changes = credentialFiles(join(directory, 'ca'), authority);
  const kept = new Map<string, Credential>();
  for (const entry of entriesOf(servers, days)) {
    const folder = join(directory, entry.folder);
    const found = readCredential(folder);
    const least = Math.min(LEAST_DAYS, days / 2);
    const why = found ? await x509.whyNot(found, authority, entry, now, least) : 'is missing';
    const credential = found && why === undefined ? found : await x509.issue(authority, entry, now);
    kept.set(entry.folder, credential);
    const until = day(x509.expiry(credential.cert));
    lines.push(`${why === undefined ? 'kept' : 'made'}  ${folder}  until ${until}${why ? `: it ${why}` : ''}`);
    changes.push({ path: join(folder, 'ca.pem'), content: Buffer.from(authority.cert), mode: 0o644 });
    changes.push(...credentialFiles(folder, credential));
  }
  const content = Buffer.from(block(servers, authority, kept));
  changes.push({ path: join(directory, 'tls.yaml'), content, mode: 0o600 });
  await terminal.uninterrupted(async () => write(changes));
  lines.push(`Copy into the manifest: ${join(directory, 'tls.yaml')}`);
  return `${lines.join('\n')}\n`;
}

const day = (moment: Date): string => moment.toISOString().slice(0, 10);

async function readAuthority(directory: string, x509: X509, now: Date): Promise<Credential | undefined> {
  const folder = join(directory, 'ca');
  const found = readCredential(folder);
  const fault = found && (await x509.authorityFault(found, now));
  if (fault === undefined) return found;
  const hint = `Put the right file back, or move ${directory} away for a new authority.`;
  throw new UsageError(`${folder}/${fault}`, hint);
}

/** Documents are handed on, keys are not. */
function refuseOutput(directory: string): void {
  for (let at = resolve(directory); ; at = dirname(at)) {
    if (existsSync(join(at, SUMS))) {
      const hint = 'Keys are never part of the output: choose another directory with -o.';
      throw new UsageError(`${directory} is a directory of documents, or inside one`, hint);
    }
    if (dirname(at) === at) return;
  }
}

function entriesOf(servers: readonly Server[], days: number): Entry[] {
  const entries = servers.map(
    (server): Entry => ({ ...server, folder: join('hosts', server.name), role: 'server', days }),
  );
  return [...entries, { folder: 'client', name: 'client', role: 'client', names: [], addresses: [], days }];
}

/** Undefined where neither file is there; one without the other is for a person to look at. */
function readCredential(folder: string): Credential | undefined {
  const [cert, key] = ['cert.pem', 'key.pem'].map((name) => readOptional(join(folder, name)));
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    throw new UsageError(`${folder} has only one of cert.pem and key.pem`);
  }
  return { cert, key };
}

function readOptional(path: string): string | undefined {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    if (!stat) return undefined;
    if (stat.isFile()) return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${path}: ${reason(error)}`);
  }
  // A pipe may have no end.
  throw new UsageError(`cannot read ${path}: it is not a regular file`);
}

/** A key that is a link stays one: its owner keeps it elsewhere. */
const credentialFiles = (folder: string, { cert, key }: Credential): Change[] =>
  [
    { path: join(folder, 'key.pem'), content: Buffer.from(key), mode: 0o600, durable: true },
    { path: join(folder, 'cert.pem'), content: Buffer.from(cert), mode: 0o644, durable: true },
  ].filter(({ path, content }) => !(isLink(path) && readFileSync(path).equals(content)));

const isLink = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;

/** What the manifest takes, ready to paste. */
function block(servers: readonly Server[], authority: Credential, kept: ReadonlyMap<string, Credential>): string {
  const tls = servers.map(({ name }) => {
    const { cert = '', key = '' } = kept.get(join('hosts', name)) ?? {};
    return [name, { tls: { ca: authority.cert, cert, key } }];
  });
  const value = { docker: { listen: 'mesh' }, hosts: Object.fromEntries(tls) };
  return `# Copy into the manifest: each host's tls goes beside its address. Contains private keys.\n${stringify(value)}`;
}

function write(changes: readonly Change[]): void {
  for (const folder of new Set(changes.map(({ path }) => dirname(path)))) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      chmodSync(folder, 0o700);
    } catch (error) {
      throw new WriteError(`cannot make directory ${folder}: ${reason(error)}; nothing was changed`);
    }
  }
  replaceFiles(changes);
}
