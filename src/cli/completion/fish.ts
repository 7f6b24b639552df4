import { type Command, namesOf, type OptionFacts, takesValue } from '../command.ts';
import { type Shell, takesPath } from './shell.ts';

export const fish = {
  id: 'fish',
  script: (commands) => `# Completion of meshinit's command line for fish.
complete -c meshinit -f
# The hosts of the manifest that the words name so far.
function __meshinit_hosts
    meshinit completion --hosts=(commandline -opc | tail -n +2 | string collect) 2>/dev/null
end
${commands.map(({ name, does }) => `complete -c meshinit -n __fish_use_subcommand -a ${name} -d ${quoted(does)}\n`).join('')}${commands.flatMap(linesOf).join('')}`,
} as const satisfies Shell;

/** Fish takes a backslash before a quote or a backslash within single quotes. */
const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;

function linesOf({ name, takes, options }: Command): string[] {
  const here = `complete -c meshinit -n '__fish_seen_subcommand_from ${name}'`;
  return [
    ...(takes.some((word) => takesPath(word.name)) ? [`${here} -F\n`] : []),
    ...(takes.some(({ isHost }) => isHost) ? [`${here} -a '(__meshinit_hosts)'\n`] : []),
    ...takes.flatMap(({ values }) => (values ? [`${here} -a ${quoted(values.join(' '))}\n`] : [])),
    ...options.map((option) => `${here} ${optionWords(option)}\n`),
  ];
}

function optionWords(option: OptionFacts): string {
  const names = namesOf(option).map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  const proposed = option.values
    ? ['-x', '-a', quoted(option.values.join(' '))]
    : option.isHost
      ? ['-x', '-a', "'(__meshinit_hosts)'"]
      : [takesPath(option.flags) ? '-F' : '-x'];
  const value = takesValue(option) ? ['-r', ...proposed] : [];
  return [...names, ...value, '-d', quoted(option.does)].join(' ');
}
