/**
 * What a shell sources. Each asks `relaxops completion candidates -- <words>` and reads lines of
 * `<word>TAB<description>`; a line `:file` or `:folder` asks the shell for its own.
 */
const BASH = `# relaxops completion for bash; add to ~/.bashrc:  source <(relaxops completion bash)
_relaxops() {
  local cur line word words=()
  # Colons split words in bash, and names of ports have them: put the words together again.
  local before=\${COMP_LINE:0:COMP_POINT}
  read -r -a words <<<"$before"
  [[ $before == *[[:space:]] ]] && words+=('')
  cur=\${words[\${#words[@]}-1]}
  COMPREPLY=()
  while IFS= read -r line; do
    word=\${line%%$'\\t'*}
    case $line in
      :file) compopt -o filenames 2>/dev/null; mapfile -t -O "\${#COMPREPLY[@]}" COMPREPLY < <(compgen -f -- "$cur") ;;
      :folder) compopt -o filenames 2>/dev/null; mapfile -t -O "\${#COMPREPLY[@]}" COMPREPLY < <(compgen -d -- "$cur") ;;
      *) [[ $word == "$cur"* ]] && COMPREPLY+=("$word") ;;
    esac
  done < <(relaxops completion candidates -- "\${words[@]:1}" 2>/dev/null)
  # bash replaces only what follows the last colon.
  if [[ $cur == *:* && $COMP_WORDBREAKS == *:* ]]; then
    local done_part=\${cur%"\${cur##*:}"} i
    for i in "\${!COMPREPLY[@]}"; do COMPREPLY[i]=\${COMPREPLY[i]#"$done_part"}; done
  fi
}
complete -F _relaxops relaxops
`;

const ZSH = `#compdef relaxops
# relaxops completion for zsh; add to ~/.zshrc after compinit:  source <(relaxops completion zsh)
_relaxops() {
  local line word text
  local -a found
  while IFS= read -r line; do
    case $line in
      :file) _files ;;
      :folder) _files -/ ;;
      *) word=\${line%%$'\\t'*}; text=\${line#$word}; found+=("\${word//:/\\\\:}\${text:+:\${text#$'\\t'}}") ;;
    esac
  done < <(relaxops completion candidates -- "\${(@)words[2,CURRENT]}" 2>/dev/null)
  (( \${#found} )) && _describe relaxops found
}
compdef _relaxops relaxops
`;

const FISH = `# relaxops completion for fish; save as ~/.config/fish/completions/relaxops.fish
function __relaxops_candidates
  set -l words (commandline -opc) (commandline -ct)
  for line in (relaxops completion candidates -- $words[2..-1] 2>/dev/null)
    switch $line
      case :file
        __fish_complete_path (commandline -ct)
      case :folder
        __fish_complete_directories (commandline -ct)
      case '*'
        echo $line
    end
  end
end
complete -c relaxops -f -a '(__relaxops_candidates)'
`;

/** The completion script of each shell. */
export const SCRIPTS: Readonly<Record<string, string>> = { bash: BASH, zsh: ZSH, fish: FISH };
