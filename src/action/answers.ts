import * as z from 'zod';

const url = z.url({ protocol: /^https?$/ });

/** What we read of GitHub's answers: the rest may change as it likes. */
export const assetAnswer = z.object({
  id: z.number(),
  name: z.string(),
  /** `uploaded`, or `open` and `starter` where an upload broke off. */
  state: z.string().default('uploaded'),
  size: z.number(),
  /** `sha256:…`; absent on older servers and older files. */
  digest: z.string().nullish(),
  browser_download_url: url,
});

export type AssetAnswer = z.output<typeof assetAnswer>;

export const releaseAnswer = z.object({
  id: z.number(),
  tag_name: z.string(),
  draft: z.boolean(),
  immutable: z.boolean().nullish(),
  html_url: url,
  /** A template that ends with `{?name,label}`: on GitHub.com another host than the API's. */
  upload_url: url,
  body: z.string().nullish(),
  assets: z.array(assetAnswer).default([]),
});

/** A comment on a pull request, which to GitHub is an issue too. */
export const commentAnswer = z.object({
  id: z.number(),
  body: z.string().nullish(),
  html_url: url,
  user: z.object({ type: z.string() }).nullish(),
  author_association: z.string().nullish(),
});

export type CommentAnswer = z.output<typeof commentAnswer>;

export type ReleaseAnswer = z.output<typeof releaseAnswer>;
