import * as z from 'zod';
import { type AssetAnswer, assetAnswer, type ReleaseAnswer, releaseAnswer } from './answers.ts';
import { statusOf } from './failure.ts';
import type { GitHub } from './octokit.ts';
import { readAnswer } from './read-answer.ts';

const PAGE = 100;

/** The calls of GitHub's API for one repository's releases, and no others. */
export class ReleaseApi {
  readonly github: GitHub;
  private readonly owner: string;
  private readonly repo: string;

  constructor(github: GitHub, { owner, repo }: { readonly owner: string; readonly repo: string }) {
    this.github = github;
    this.owner = owner;
    this.repo = repo;
  }

  get repository(): { readonly owner: string; readonly repo: string } {
    return { owner: this.owner, repo: this.repo };
  }

  /** The published release of a tag. Drafts have no tag yet, as far as this call knows. */
  async byTag(tag: string): Promise<ReleaseAnswer | undefined> {
    try {
      const { data } = await this.github.rest.repos.getReleaseByTag({ ...this.repository, tag });
      return readAnswer(releaseAnswer, data, 'a release');
    } catch (error) {
      if (statusOf(error) === 404) return undefined;
      throw error;
    }
  }

  async byId(id: number): Promise<ReleaseAnswer> {
    const { data } = await this.github.rest.repos.getRelease({ ...this.repository, release_id: id });
    return readAnswer(releaseAnswer, data, 'a release');
  }

  /** All releases, drafts too where the token may write, newest first; page by page, as long as somebody reads on. */
  async *all(): AsyncGenerator<ReleaseAnswer> {
    const pages = this.github.paginate.iterator(this.github.rest.repos.listReleases, {
      ...this.repository,
      per_page: PAGE,
    });
    for await (const { data } of pages) yield* readAnswer(z.array(releaseAnswer), data, 'a list of releases');
  }

  /** Never tried again by itself: an attempt whose answer got lost may have made one, and a tag may have many drafts. */
  async createDraft(tag: string, commit: string | undefined, body: string): Promise<ReleaseAnswer> {
    const { data } = await this.github.rest.repos.createRelease({
      ...this.repository,
      tag_name: tag,
      name: tag,
      ...(commit === undefined ? {} : { target_commitish: commit }),
      draft: true,
      body,
      request: { retries: 0 },
    });
    return readAnswer(releaseAnswer, data, 'a release');
  }

  async update(id: number, change: { readonly draft?: false; readonly body?: string }): Promise<ReleaseAnswer> {
    const { data } = await this.github.rest.repos.updateRelease({ ...this.repository, release_id: id, ...change });
    return readAnswer(releaseAnswer, data, 'a release');
  }

  async assets(release: number): Promise<AssetAnswer[]> {
    const data = await this.github.paginate(this.github.rest.repos.listReleaseAssets, {
      ...this.repository,
      release_id: release,
      per_page: PAGE,
    });
    return readAnswer(z.array(assetAnswer), data, 'a list of files');
  }

  async upload(release: ReleaseAnswer, name: string, content: Uint8Array): Promise<void> {
    await this.github.request({
      method: 'POST',
      url: release.upload_url,
      name,
      data: content,
      headers: { 'content-type': 'application/octet-stream' },
    });
  }

  async rename(asset: number, name: string): Promise<void> {
    await this.github.rest.repos.updateReleaseAsset({ ...this.repository, asset_id: asset, name });
  }

  async remove(asset: number): Promise<void> {
    await this.github.rest.repos.deleteReleaseAsset({ ...this.repository, asset_id: asset });
  }

  async download(asset: number): Promise<Uint8Array> {
    const { data } = await this.github.rest.repos.getReleaseAsset({
      ...this.repository,
      asset_id: asset,
      headers: { accept: 'application/octet-stream' },
      request: { parseSuccessResponseBody: false },
    });
    return new Uint8Array(data as unknown as ArrayBuffer);
  }
}
