import { expect } from 'vitest';
import { execute } from '../support/execute.ts';
import { temporaryDirectory, writeTree } from '../support/temporary.ts';
import { isThere } from '../support/tool.ts';
import type { Body, Configuration } from './terraform-configuration.ts';

export const TOOL = ['tofu', 'terraform'].find(isThere);

/**
 * What Terraform itself makes of a configuration's expressions, without its providers: of its documents, and for a release of
 * the addresses that it reads, whether it finds each file whole, and its headers.
 * @param answers what each `data.http` is answered with
 * @param written files beside the configuration
 * @param words further words of the call
 */
export async function evaluated(
  { files, blocks }: Configuration,
  answers: object,
  written: Readonly<Record<string, string>>,
  words: readonly string[] = [],
): Promise<Record<string, unknown>> {
  const cwd = temporaryDirectory();
  const body: Body = blocks.find(({ address }) => address === 'data.http.userdata')?.body ?? {};
  const [lifecycle] = body['lifecycle'] as [{ postcondition: [{ condition: string }] }];
  const bare = (expression: unknown): string =>
    String(expression)
      .replace(/^\$\{([\s\S]*)\}$/, '$1')
      .replaceAll('each.key', 'key')
      .replaceAll('data.http.', 'local.answered.');
  const perHost = (expression: string): string =>
    `{ for key in (var.release == null ? [] : keys(local.hosts)) : key => ${expression} }`;
  writeTree(cwd, [
    ...Object.entries(files)
      .filter(([name]) => name !== 'main.tf')
      .map(([path, content]) => ({
        path,
        content: content.replace(/^data "http"[\s\S]*?^\}\n/gm, '').replaceAll('data.http.', 'local.answered.'),
      })),
    { path: 'answered.json', content: JSON.stringify(answers) },
    ...Object.entries(written).map(([path, content]) => ({ path, content })),
    {
      path: 'asked.tf',
      content: `locals {
  answered = jsondecode(file("\${path.module}/answered.json"))
  asked = {
    userdata = local.userdata
    urls     = ${perHost(bare(body['url']))}
    whole    = ${perHost(bare(lifecycle.postcondition[0].condition).replaceAll('self.', 'local.answered.userdata[key].'))}
    headers  = ${bare(body['request_headers'])}
  }
}
`,
    },
  ]);
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_CONFIG_FILE: '/dev/null' };
  const outcome = await execute(TOOL ?? '', ['console', ...words], {
    cwd,
    env,
    input: 'nonsensitive(jsonencode(local.asked))\n',
  });
  expect({ status: outcome.status, stderr: outcome.stderr.slice(0, 2000) }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(JSON.parse(outcome.stdout));
}
