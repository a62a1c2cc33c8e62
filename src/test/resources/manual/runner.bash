# bash completion for runner(1), written from its commands; needs nothing but bash.

# Sets what may follow the words of command $1: verbs; options; of these the ones whose next word
# is their value (files, directories, texts); and what stands alone, as TASKDIR, TASK or SCHEDULE.
# What follows a foreign command is another program's.
_runner_command() {
  verbs='' argument='' foreign='' options='' files='' directories='' texts=''
@COMMON@
  case $1 in
@COMMANDS@
  esac
}

# The words an option takes, where they are few.
_runner_values() {
  case $1 in
@VALUES@
  esac
}

# Offers the words of $1, or the lines of standard input, that begin as what was typed does.
# Nothing in them is ever expanded.
_runner_offer() {
  local word
  while IFS= read -r word; do
    if [[ $word && $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
  done
}

_runner_words() {
  local -a words
  read -ra words <<<"$1"
  _runner_offer < <(printf '%s\n' "${words[@]}")
}

# What a word of the command line means to a shell, as far as that needs no evaluation.
_runner_plain() {
  local word=$1
  if [[ $word == \~/* ]]; then word=$HOME/${word:2}; fi
  word=${word//\\/}
  plain=${word//[\"\']/}
}

# Names that runner itself lists, one a line, each before a colon.
_runner_names() {
  _runner_plain "$cur"
  cur=$plain
  compopt -o filenames
  _runner_offer < <("${call[@]}" "$@" 2>/dev/null </dev/null | sed -n '/: ignored, /!s/: .*//p')
}

_runner_argument() {
  case ${argument# } in
    TASK) _runner_names plan ;;
    SCHEDULE) _runner_names schedule list ;;
    TASKDIR | DIRECTORY) compopt -o plusdirs ;;
  esac
}

_runner_value() {
  _runner_words "$(_runner_values "$1")"
  case " $files " in *" $1 "*) compopt -o default ;; esac
  case " $directories " in *" $1 "*) compopt -o plusdirs ;; esac
}

_runner() {
  local cur=${COMP_WORDS[COMP_CWORD]} command='' word='' option='' value='' alone=0 i plain
  local verbs argument foreign options files directories texts
  local -a call
  COMPREPLY=()
  _runner_plain "${COMP_WORDS[0]}"
  call=("$plain")
  _runner_command ''
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    if [[ $word == '=' ]]; then
      value=$option
    elif [[ $value ]]; then
      _runner_plain "$word"
      case $value in -c | --config | --state-dir) call+=("$value" "$plain") ;; esac
      value=''
    elif [[ $word == -* ]]; then
      option=$word
      case " $files $directories $texts " in *" $word "*) value=$word ;; esac
    elif [[ $alone == 0 && " $verbs " == *" $word "* ]]; then
      command+=${command:+ }$word
      _runner_command "$command"
    else
      ((++alone))
    fi
  done
  if [[ $cur == '=' ]]; then value=$option cur=''; fi
  if [[ $foreign ]]; then
    compopt -o default
  elif [[ $value ]]; then
    _runner_value "$value"
  elif [[ $cur == -* ]]; then
    _runner_words "$options"
  elif [[ $alone == 0 ]]; then
    _runner_words "$verbs"
    if [[ ${#COMPREPLY[@]} == 0 ]]; then _runner_argument; fi
  fi
}

complete -F _runner runner
