import type { Environment } from './inputs.ts';
import { connect, type GitHub } from './octokit.ts';
import type { Surroundings } from './surroundings.ts';

/** GitHub, where the runner says that it is. */
export const githubOf = ({ env, fetch, second }: Surroundings, token: string, log: (line: string) => void): GitHub =>
  connect({ baseUrl: apiUrl(env), token, fetch, second, log });

/** The API's address; that of an Enterprise server follows from the server's own (GitHub's docs, REST API endpoints). */
function apiUrl(env: Environment): string {
  const server = (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/(?<!\/)\/+$/, '');
  const usual = server === 'https://github.com' ? 'https://api.github.com' : `${server}/api/v3`;
  return (env['GITHUB_API_URL'] || usual).replace(/(?<!\/)\/+$/, '');
}
