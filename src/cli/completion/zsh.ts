import { type Command, namesOf, type OptionFacts, takesValue } from '../command.ts';
import { quoted, type Shell, takesPath } from './shell.ts';

/** What zsh reads as its own within a specification. */
const plain = (text: string): string => text.replace(/[[\]:\\]/g, (sign) => `\\${sign}`);

export const zsh = {
  id: 'zsh',
  script(commands) {
    const described = commands.map(({ name, does }) => `        ${quoted(`${name}:${plain(does)}`)}\n`);
    return `#compdef meshinit
# Completion of meshinit's command line for zsh.
_meshinit() {
    local -a commands
    commands=(
${described.join('')}    )
    if ((CURRENT == 2)); then
        _describe command commands
        return
    fi
    local command=\${words[2]}
    shift words
    ((CURRENT -= 1))
    case $command in
${commands.map(argumentsOf).join('')}    esac
}
compdef _meshinit meshinit
`;
  },
} as const satisfies Shell;

function argumentsOf({ name, takes, options }: Command): string {
  const words = takes.map(({ name: word, isRequired, values }) =>
    quoted(`${isRequired ? ':' : '::'}${plain(word)}:${proposals(word, values)}`),
  );
  const specifications = [...options.flatMap(optionOf), quoted('--help[Show the help]'), ...words];
  return `    ${name}) _arguments ${specifications.join(' ')} ;;\n`;
}

function optionOf(option: OptionFacts): string[] {
  const value = takesValue(option) ? `:value:${proposals(option.flags, option.values)}` : '';
  return namesOf(option).map((name) => quoted(`${name}[${plain(option.does)}]${value}`));
}

/** What zsh proposes for a value: legal ones, files, or nothing. */
function proposals(text: string, values: readonly string[] | undefined): string {
  if (values) return `(${values.join(' ')})`;
  return takesPath(text) ? '_files' : ' ';
}
