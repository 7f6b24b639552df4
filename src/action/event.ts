import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { InputError } from './input-error.ts';
import type { Environment, Inputs } from './inputs.ts';

/** Where the run came from, and where its documents are to go. */
export interface Target {
  readonly owner: string;
  readonly repo: string;
  /** The release's tag; undefined where nothing is to be attached. */
  readonly tag: string | undefined;
  /** The commit that GitHub tags if there is no such tag; undefined where there is one, or where it is unknown. */
  readonly commit: string | undefined;
}

/** A pull request, and the commit that it proposes where that is known. */
export interface PullRequest {
  readonly owner: string;
  readonly repo: string;
  readonly number: number;
  readonly commit: string | undefined;
}

const payload = z.object({
  action: z.string().optional(),
  pull_request: z
    .object({ number: z.number(), head: z.object({ sha: z.string().regex(/^[0-9a-f]{7,64}$/) }).optional() })
    .optional(),
  release: z.object({ tag_name: z.string() }).optional(),
});

/** Actions of the event `release` after which there is nothing to attach to. */
const GONE = ['deleted', 'unpublished'];

/** @throws InputError where the documents are to be attached and it is not known to which release */
export function readTarget(inputs: Inputs, env: Environment): Target | undefined {
  const repository = inputs.repository ?? env['GITHUB_REPOSITORY'] ?? '';
  const [owner = '', repo = ''] = repository.split('/');
  const event = eventTag(env);
  const wanted =
    inputs.attach === 'auto' ? !isOfPullRequest(env) && (inputs.tag ?? event.tag) !== undefined : inputs.attach;
  const tag = wanted ? (inputs.tag ?? event.tag) : undefined;
  if (wanted && tag === undefined) {
    throw new InputError('tag', "attach is true, but neither the event nor 'tag' names a release");
  }
  if (owner === '' || repo === '') {
    if (!wanted) return undefined;
    throw new InputError('repository', 'neither this input nor GITHUB_REPOSITORY names a repository');
  }
  const isOwn = repository === env['GITHUB_REPOSITORY'];
  return { owner, repo, tag, commit: isOwn && tag !== event.tag ? env['GITHUB_SHA'] || undefined : undefined };
}

/** The pull request that the event is about. */
export function pullRequestOf(env: Environment): PullRequest | undefined {
  const [owner, repo] = (env['GITHUB_REPOSITORY'] ?? '').split('/');
  const { pull_request: found } = isOfPullRequest(env) ? readPayload(env) : {};
  return owner && repo && found
    ? { owner, repo, number: found.number, commit: found.head?.sha.slice(0, 7) }
    : undefined;
}

const isOfPullRequest = (env: Environment): boolean => env['GITHUB_EVENT_NAME']?.startsWith('pull_request') ?? false;

/** The tag that the event is about. */
function eventTag(env: Environment): { tag: string | undefined } {
  if (env['GITHUB_EVENT_NAME'] === 'release') {
    const { action = '', release } = readPayload(env);
    if (GONE.includes(action)) return { tag: undefined };
    if (release) return { tag: release.tag_name };
  }
  const [, tag] = /^refs\/tags\/(.+)$/.exec(env['GITHUB_REF'] ?? '') ?? [];
  return { tag };
}

function readPayload(env: Environment): z.output<typeof payload> {
  const path = env['GITHUB_EVENT_PATH'];
  if (!path) return {};
  try {
    return payload.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}
