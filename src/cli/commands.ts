import type { Command } from './command.ts';
import { applyCommand } from './commands/apply.ts';
import { builderCommand } from './commands/builder.ts';
import { checkCommand } from './commands/check.ts';
import { compileCommand } from './commands/compile.ts';
import { completionCommand } from './commands/completion.ts';
import { diffCommand } from './commands/diff.ts';
import { explainCommand } from './commands/explain.ts';
import { graphCommand } from './commands/graph.ts';
import { helpCommand } from './commands/help.ts';
import { initCommand } from './commands/init.ts';
import { keysCommand } from './commands/keys.ts';
import { patchCommand } from './commands/patch.ts';
import { pkiCommand } from './commands/pki.ts';
import { planCommand } from './commands/plan.ts';
import { playCommand } from './commands/play.ts';
import { schemaCommand } from './commands/schema.ts';
import { statusCommand } from './commands/status.ts';

/** Every command, in the order of the help. */
export const commands: readonly Command[] = [
  initCommand,
  compileCommand,
  checkCommand,
  planCommand,
  playCommand,
  graphCommand,
  explainCommand,
  diffCommand,
  patchCommand,
  statusCommand,
  applyCommand,
  keysCommand,
  schemaCommand,
  pkiCommand,
  builderCommand,
  completionCommand,
  helpCommand,
];
