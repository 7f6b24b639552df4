import { CommentApi } from './comment-api.ts';
import { pullRequestOf } from './event.ts';
import { describeError } from './failure.ts';
import { githubOf } from './github-of.ts';
import type { Inputs } from './inputs.ts';
import type { Report } from './report.ts';
import { keepComment, markerOf } from './sticky-comment.ts';
import type { Surroundings } from './surroundings.ts';

export interface Publication {
  readonly inputs: Inputs;
  readonly surroundings: Surroundings;
  readonly report: Report;
}

/** What people read of a run: the job's summary, and the comment on the pull request. A run does not fail for want of that. */
export async function publishSummary(text: string, { inputs, surroundings, report }: Publication): Promise<void> {
  if (inputs.summary !== false) report.summary(text);
  const pullRequest = inputs.comment ? pullRequestOf(surroundings.env) : undefined;
  if (!pullRequest) return;
  if (inputs.token === undefined) return report.warn('cannot comment on the pull request: there is no token');
  const commit = pullRequest.commit === undefined ? '' : `\nCommit \`${pullRequest.commit}\`\n`;
  try {
    const api = new CommentApi(githubOf(surroundings, inputs.token, report.log), pullRequest);
    report.outputs({ 'comment-url': await keepComment(api, markerOf(inputs.manifest), `${text}${commit}`) });
  } catch (error) {
    report.warn(`cannot comment on the pull request: ${describeError(error)}`);
  }
}
