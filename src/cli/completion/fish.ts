import { type Command, namesOf, type OptionFacts, takesValue } from '../command.ts';
import { type Shell, takesPath } from './shell.ts';

export const fish = {
  id: 'fish',
  script: (commands) => `# Completion of meshinit's command line for fish.
complete -c meshinit -f
${commands.map(({ name, does }) => `complete -c meshinit -n __fish_use_subcommand -a ${name} -d ${quoted(does)}\n`).join('')}${commands.flatMap(linesOf).join('')}`,
} as const satisfies Shell;

/** Fish takes a backslash before a quote or a backslash within single quotes. */
const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

function linesOf({ name, takes, options }: Command): string[] {
  const here = `complete -c meshinit -n '__fish_seen_subcommand_from ${name}'`;
  return [
    ...(takes.some((word) => takesPath(word.name)) ? [`${here} -F\n`] : []),
    ...takes.flatMap(({ values }) => (values ? [`${here} -a ${quoted(values.join(' '))}\n`] : [])),
    ...options.map((option) => `${here} ${optionWords(option)}\n`),
  ];
}

function optionWords(option: OptionFacts): string {
  const names = namesOf(option).map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const proposed = option.values
    ? ['-x', '-a', quoted(option.values.join(' '))]
    : [takesPath(option.flags) ? '-F' : '-x'];
  const value = takesValue(option) ? ['-r', ...proposed] : [];
  return [...names, ...value, '-d', quoted(option.does)].join(' ');
}
