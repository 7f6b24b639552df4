import { namesOf, type OptionFacts, takesValue } from '../command.ts';
import { quoted, type Shell, takesPath } from './shell.ts';

/** For bash 4 and later, without the package bash-completion. */
export const bash = {
  id: 'bash',
  script(commands) {
    const names = commands.map(({ name }) => name).join(' ');
    const cases = commands.map(({ name, options }) => {
      const flags = options.flatMap(namesOf).filter((flag) => flag.startsWith('--'));
      return `    ${name}) options=${quoted([...flags, '--help'].join(' '))} ;;\n`;
    });
    const options = commands.flatMap((command) => command.options).filter(takesValue);
    const plain = [...new Set(options.filter(({ flags, values }) => !values && !takesPath(flags)).flatMap(namesOf))];
    const legal = commands.flatMap(({ name, takes, options: own }) => [
      ...own.flatMap((option) =>
        namesOf(option).flatMap((flag) => (option.values ? [proposal(`${name} ${flag}`, option.values)] : [])),
      ),
      ...own
        .filter(({ isHost }) => isHost)
        .flatMap((option) => namesOf(option).map((flag) => hostsAt(`${name} ${flag}`))),
      ...(takes[0]?.isHost ? [hostsAt(`${name} ${name}`)] : []),
      ...(takes[0]?.isRepeatable ? hostsAnywhere(name, own) : []),
      ...(takes[0]?.values ? [proposal(`${name} ${name}`, takes[0].values)] : []),
    ]);
    return `# Completion of meshinit's command line for bash.
_meshinit() {
    local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} options=
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W ${quoted(`${names} --help --version --licences`)} -- "$word")
        return
    fi
    case \${COMP_WORDS[1]} in
${cases.join('')}    esac
    local values=
    case "\${COMP_WORDS[1]} $before" in
${legal.join('')}    esac
    if [[ -n $values && $word != -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$values" -- "$word")
        return
    fi
    case $before in
    # Values of the user's own: nothing to propose.
    ${plain.join(' | ')}) COMPREPLY=() ;;
    *)
        if [[ $word == -* ]]; then
            mapfile -t COMPREPLY < <(compgen -W "$options" -- "$word")
        else
            mapfile -t COMPREPLY < <(compgen -f -- "$word")
        fi
        ;;
    esac
}
# The hosts of the manifest that the words name so far.
_meshinit_hosts() {
    local IFS=$'\\n'
    meshinit completion --hosts="\${COMP_WORDS[*]:1:COMP_CWORD-1}" 2>/dev/null
}
complete -o filenames -F _meshinit meshinit
`;
  },
} as const satisfies Shell;

const hostsAt = (place: string): string => `    ${quoted(place)}) values=$(_meshinit_hosts) ;;\n`;

/** Hosts behind any word but an option that takes something else. */
const hostsAnywhere = (name: string, options: readonly OptionFacts[]): string[] => [
  ...options
    .filter((option) => takesValue(option) && !option.values)
    .flatMap(namesOf)
    .map(
      (flag) => `    ${quoted(`${name} ${flag}`)}) ;;
`,
    ),
  `    ${quoted(`${name} `)}*) values=$(_meshinit_hosts) ;;
`,
];

const proposal = (place: string, values: readonly string[]): string =>
  `    ${quoted(place)}) values=${quoted(values.join(' '))} ;;\n`;
