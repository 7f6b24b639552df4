import { fewOf } from '../../check/wording.ts';
import { planCluster } from '../../compile.ts';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../diagnostics/nearest.ts';
import { UsageError } from '../../edge/errors.ts';
import { currentLock, placeLock } from '../../edge/place-lock.ts';
import type { ProjectFiles } from '../../edge/project-files.ts';
import { ignoreInGit, makeSeed, seedNameOf } from '../../edge/seed-file.ts';
import { type Lock, lockText } from '../../mesh/lock.ts';
import type { LockedAuthority } from '../../mesh/locked-authority.ts';
import type { LockedEncryption } from '../../mesh/locked-keys.ts';
import { parseLock } from '../../mesh/parse-lock.ts';
import { beginRotation, endRotation, isRotating } from '../../mesh/rotate-keys.ts';
import { projectInputsOf } from '../../project/project-inputs.ts';
import { type Command, diagnosticsOption, givenOptions, hostsArgument, seedOption } from '../command.ts';
import { diagnose } from '../diagnose.ts';
import { type ExitStatus, exitStatus } from '../exit-status.ts';
import type { Options } from '../options.ts';
import { readManifest } from '../read-manifest.ts';
import type { Terminal } from '../terminal.ts';
import { seedFor, withSeed } from '../with-keys.ts';

export const keysCommand: Command = {
  name: 'keys',
  does: 'Make the seed of WireGuard keys and certificates, or rotate both',
  details: [
    'Makes NAME.seed beside the manifest (32 random bytes, mode 0600), adds it to .gitignore in a git repository, and writes to the lock file the hosts’ public keys and, of an overlay, a digest of the certificates’ authority. A seed that is there is never replaced. Private keys are derived from it when documents are compiled; it is in no document, and the lock file has nothing secret. Keep a copy of the seed: without it no document can be made that the others accept.',
    '--rotate gives every host, or those that are named, a new key beside the former one; with an overlay every host gets a certificate of a new authority too, and trusts both. meshinit patch or apply then brings both to the hosts without an outage. When every host has them, --finish removes the former ones from the lock file: patch once more.',
    'With --seed or MESHINIT_SEED no seed is made.',
  ],
  seeAlso: ['docs/encryption.md', 'meshinit patch'],
  takes: [hostsArgument],
  options: [
    { flags: '--manifest <file>', does: 'The manifest (default: meshinit.yaml)' },
    { flags: '--rotate', does: 'Begin new keys, for all hosts or for those that are named' },
    { flags: '--finish', does: 'End a rotation: remove what is former' },
    seedOption,
    ...givenOptions,
    diagnosticsOption,
  ],
  examples: ['keys', 'keys --manifest cluster.yaml', 'keys --rotate host1', 'keys --finish'],
  async run(given, terminal) {
    const { options, hosts } = wordsOf(given);
    if (options.rotate && options.finish) throw new UsageError('--rotate and --finish contradict each other');
    if (hosts.length > 0 && !options.rotate) {
      throw new UsageError(
        'hosts are named, but keys are not rotated',
        `Add --rotate: meshinit keys --rotate ${hosts[0]}`,
      );
    }
    const file = readManifest(options, terminal, 'keys --manifest PATH');
    if (file.lockPath === undefined) {
      throw new UsageError(`nothing can be kept beside ${file.name}`, 'Pass the path of a file: --manifest PATH.');
    }
    return terminal.uninterrupted(async () => keep(file, file.lockPath ?? '', hosts, options, terminal));
  },
};

/** A path of a manifest may stand among the words: no host is called so. */
function wordsOf(options: Options): { readonly options: Options; readonly hosts: readonly string[] } {
  const path = options.isManifestNamed ? undefined : options.words.find((word) => /\.ya?ml$/.test(word));
  if (path === undefined) return { options, hosts: options.words };
  return {
    options: { ...options, manifest: path, isManifestNamed: true },
    hosts: options.words.filter((word) => word !== path),
  };
}

async function keep(
  file: ProjectFiles,
  lockPath: string,
  hosts: readonly string[],
  options: Options,
  terminal: Terminal,
): Promise<ExitStatus> {
  const before = planCluster(file.text, { ...projectInputsOf(file), lock: file.lock, isTrial: true });
  if (!diagnose(before.diagnostics, file, options, terminal) || !before.plan) return exitStatus.manifest;
  const names = before.plan.cluster.nodes.map(({ name }) => name);
  const stranger = hosts.find((name) => !names.includes(name));
  if (stranger !== undefined) {
    throw new UsageError(`the manifest has no host '${stranger}'`, didYouMean(stranger, names));
  }
  const given = seedFor(options, file, terminal);
  const { seed, lines } = given ? { seed: given, lines: [] } : newSeed(file, before.plan.lock);
  const { keys } = await withSeed(options, seed);
  const { diagnostics, plan } = planCluster(file.text, { ...projectInputsOf(file), lock: file.lock, keys });
  if (!keys || !plan || hasErrors(diagnostics)) {
    diagnose(diagnostics, file, options, terminal);
    return exitStatus.manifest;
  }
  const lock = readLock(plan.lock);
  const changed = options.rotate
    ? beginRotation(settled(lock), hosts.length === 0 ? names : hosts, keys)
    : options.finish
      ? endRotation(lock)
      : lock;
  const change = { path: lockPath, before: file.lock, text: lockText(changed) };
  placeLock(change, currentLock(change));
  terminal.out([...lines, `${lockPath}: ${said(changed)}\n`].join(''));
  return exitStatus.done;
}

/** The lock that was planned just now. */
function readLock(text: string): Lock {
  const lock = parseLock(text);
  if ('code' in lock) throw new Error(lock.message);
  return lock;
}

function settled(lock: Lock): Lock {
  if (!lock.encryption && !lock.authority) {
    throw new UsageError(
      'nothing has keys that could be rotated',
      'Add encryption: wireguard to the manifest, or an overlay.',
    );
  }
  if (!isRotating(lock)) return lock;
  throw new UsageError(
    'a rotation is under way',
    'Patch all hosts, end it by meshinit keys --finish, and patch them once more.',
  );
}

function newSeed(
  file: ProjectFiles,
  planned: string,
): { readonly seed: Uint8Array; readonly lines: readonly string[] } {
  const path = seedNameOf(file.name);
  const { encryption, authority } = readLock(planned);
  const kept = [
    ...(encryption && encryption.keys.size > 0 ? ['the lines under keys'] : []),
    ...(authority ? ['the line authority'] : []),
  ];
  if (kept.length > 0) {
    throw new UsageError(
      `there is no ${path}, but the lock file has public keys that another seed gave`,
      `Put that seed back. If it is lost, remove ${kept.join(' and ')} from the lock file: every host gets new keys, and meshinit apply brings them to all hosts at once.`,
    );
  }
  const ignored = ignoreInGit(path);
  const seed = makeSeed(path);
  const lines = [
    ...(ignored === undefined ? [] : [`${ignored}: ${path} is kept out of git\n`]),
    `${path}: made. Keep a copy in a safe place: whoever has it has the keys of every host\n`,
  ];
  return { seed, lines };
}

/** What the lock has now, and what is to be done then. */
function said({ encryption, authority }: Lock): string {
  const parts = [...(encryption ? [saidOfKeys(encryption)] : []), ...(authority ? [saidOfAuthority(authority)] : [])];
  if (parts.length === 0) return 'no keys, since the manifest has neither encryption: wireguard nor an overlay';
  const isChanging = encryption?.former !== undefined || authority?.former !== undefined;
  return `${parts.join('; ')}${isChanging ? '. Patch all hosts, then: meshinit keys --finish' : ''}`;
}

function saidOfKeys({ keys, former }: LockedEncryption): string {
  if (former) return `new keys of ${fewOf([...former.keys()])}, beside the former ones`;
  return `public keys of ${keys.size === 1 ? 'one host' : `${keys.size} hosts`}`;
}

const saidOfAuthority = ({ generation, former }: LockedAuthority): string =>
  former === undefined
    ? `authority ${generation} of the overlay’s certificates`
    : `new certificates of authority ${generation} for every host, which trusts the former one too`;
