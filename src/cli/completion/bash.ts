import { namesOf, quoted, type Shell, takesPath, takesValue } from './shell.ts';

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
    const plain = [...new Set(options.filter(({ flags }) => !takesPath(flags)).flatMap(namesOf))];
    return `# Completion of meshinit's command line for bash.
_meshinit() {
    local word=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD - 1]} options=
    if ((COMP_CWORD == 1)); then
        mapfile -t COMPREPLY < <(compgen -W ${quoted(`${names} --help --version`)} -- "$word")
        return
    fi
    case \${COMP_WORDS[1]} in
${cases.join('')}    esac
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
complete -o filenames -F _meshinit meshinit
`;
  },
} as const satisfies Shell;
