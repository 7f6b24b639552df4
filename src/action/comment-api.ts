import * as z from 'zod';
import { type CommentAnswer, commentAnswer } from './answers.ts';
import type { PullRequest } from './event.ts';
import { statusOf } from './failure.ts';
import type { GitHub } from './octokit.ts';
import { readAnswer } from './read-answer.ts';

const PAGE = 100;

/** The calls of GitHub's API for the comments of one pull request, and no others. */
export class CommentApi {
  readonly github: GitHub;
  private readonly repository: { readonly owner: string; readonly repo: string };
  private readonly number: number;

  constructor(github: GitHub, { owner, repo, number }: PullRequest) {
    this.github = github;
    this.repository = { owner, repo };
    this.number = number;
  }

  async all(): Promise<CommentAnswer[]> {
    const data = await this.github.paginate(this.github.rest.issues.listComments, {
      ...this.repository,
      issue_number: this.number,
      per_page: PAGE,
    });
    return readAnswer(z.array(commentAnswer), data, 'a list of comments');
  }

  /** Never tried again by itself: an attempt whose answer got lost may have made one. */
  async create(body: string): Promise<CommentAnswer> {
    const { data } = await this.github.rest.issues.createComment({
      ...this.repository,
      issue_number: this.number,
      body,
      request: { retries: 0 },
    });
    return readAnswer(commentAnswer, data, 'a comment');
  }

  async update(comment: number, body: string): Promise<void> {
    await this.github.rest.issues.updateComment({ ...this.repository, comment_id: comment, body });
  }

  /** Another run may have removed it. */
  async remove(comment: number): Promise<void> {
    try {
      await this.github.rest.issues.deleteComment({ ...this.repository, comment_id: comment });
    } catch (error) {
      if (statusOf(error) !== 404) throw error;
    }
  }
}
