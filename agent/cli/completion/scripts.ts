// The scripts that shells run at Tab. They know nothing of the commands: they hand the line to
// `bowline-agent __complete` and take what comes, so they never grow old. A link in the line goes
// through a pipe, as arguments can be read by every user of the machine; no word is ever evaluated.

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

export function isShell(name: string | undefined): name is Shell {
  return SHELLS.some((shell) => shell === name);
}

/** To be sourced, or put where the shell looks for it. */
export function completionScript(shell: Shell): string {
  return SCRIPTS[shell];
}

const BASH = `# Completes bowline-agent in bash. Made by: bowline-agent completion bash

_bowline_agent() {
  local program="\${COMP_WORDS[0]/#\\~\\//$HOME/}" paths='' word
  type -P -- "$program" > /dev/null || program=bowline-agent
  COMPREPLY=()
  while IFS= read -r word; do
    if [[ -z $paths ]]; then paths=$word; else COMPREPLY+=("$word"); fi
  done < <(
    printf '%s\\0' "$COMP_WORDBREAKS" "\${COMP_LINE:0:COMP_POINT}" |
      "$program" __complete bash 2> /dev/null
  )
  case $paths in
    files) compopt -o default 2> /dev/null ;;
    folders) compopt -o dirnames 2> /dev/null ;;
  esac
  return 0
}

complete -F _bowline_agent bowline-agent
`;

const ZSH = `#compdef bowline-agent
# Completes bowline-agent in zsh. Made by: bowline-agent completion zsh

_bowline-agent() {
  local program=\${\${(Q)words[1]}/#\\~\\//$HOME/} paths
  local -a line found kind
  whence -p -- "$program" > /dev/null || program=bowline-agent
  line=("\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}")
  found=("\${(@f)$(print -rN -- "$line[@]" | "$program" __complete zsh 2> /dev/null)}")
  paths=$found[1]
  shift found
  if [[ $found[1] == -* ]]; then kind=(-o); fi
  (( $#found )) && _describe $kind bowline-agent found
  [[ $paths == none ]] && return
  compset -P '--*='
  if [[ $paths == folders ]]; then _files -/; elif [[ $paths == files ]]; then _files; fi
}

if [[ "$funcstack[1]" == _bowline-agent ]]; then
  _bowline-agent "$@"
else
  compdef _bowline-agent bowline-agent
fi
`;

const FISH = `# Completes bowline-agent in fish. Made by: bowline-agent completion fish

function __bowline_agent_complete
    set -l line (commandline -opc)
    set -l current (commandline -ct)
    set -l program (string replace -r '^~/' "$HOME/" -- $line[1])
    type -fq -- $program; or set program bowline-agent
    set -l word (string unescape -- "$current"; or echo "$current")
    set -l found (string join0 -- $line[2..-1] "$word" | $program __complete fish 2>/dev/null)
    test (count $found) -gt 1; and string replace -- ' ' \\t $found[2..-1]
    set -l option (string match -r '^--[^=]+=' -- "$current")
    set -l start (string replace -r '^--[^=]+=' '' -- "$current")
    switch "$found[1]"
        case files
            __fish_complete_path "$start" | string replace -r '^' -- "$option"
        case folders
            __fish_complete_directories "$start" '' | string replace -r '^' -- "$option"
    end
end

complete -c bowline-agent -f -a '(__bowline_agent_complete)'
`;

const SCRIPTS: Readonly<Record<Shell, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
