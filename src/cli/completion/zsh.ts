import { type Command, namesOf, type OptionFacts, takesValue } from '../command.ts';
import { quoted, type Shell, takesPath } from './shell.ts';

/** What zsh reads as its own within a specification. */
const plain = (text: string): string => text.replace(/[[\]:\\]/g, (sign) => `\\${sign}`);

const HOSTS = '_meshinit_hosts';

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
# The hosts of the manifest that the words name so far.
${HOSTS}() {
    local -a hosts
    hosts=(\${(f)"$(meshinit completion --hosts="\${(F)words[1,CURRENT-1]}" 2>/dev/null)"})
    compadd -a hosts
}
compdef _meshinit meshinit
`;
  },
} as const satisfies Shell;

function argumentsOf({ name, takes, options }: Command): string {
  const words = takes.map(({ name: word, isRequired, isHost, isRepeatable, values }) =>
    quoted(
      `${isRepeatable ? '*:' : isRequired ? ':' : '::'}${plain(word)}:${isHost ? HOSTS : proposals(word, values)}`,
    ),
  );
  const specifications = [...options.flatMap(optionOf), quoted('--help[Show the help]'), ...words];
  return `    ${name}) _arguments ${specifications.join(' ')} ;;\n`;
}

function optionOf(option: OptionFacts): string[] {
  const value = takesValue(option) ? `:value:${option.isHost ? HOSTS : proposals(option.flags, option.values)}` : '';
  return namesOf(option).map((name) => quoted(`${name}[${plain(option.does)}]${value}`));
}

/** What zsh proposes for a value: legal ones, files, or nothing. */
function proposals(text: string, values: readonly string[] | undefined): string {
  if (values) return `(${values.join(' ')})`;
  return takesPath(text) ? '_files' : ' ';
}
