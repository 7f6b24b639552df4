containers=/etc/meshinit/containers

# Says which declared containers start, restart and go, before any of them does.
compare_containers() {
  case "$changed $dropped " in *" $containers "*) ;; *) return 0 ;; esac
  was=$containers
  [ -f "$was" ] || was=/dev/null
  is=$staged$containers
  [ -f "$is" ] || is=/dev/null
  # A line of a further network begins with a +.
  awk -v was="$was" '
    $1 == "+" { next }
    FILENAME == was { spec[$1] = $2; next }
    !($1 in spec) { print "meshinit: starts container " $1; next }
    { if (spec[$1] != $2) print "meshinit: replaces container " $1 ", which starts anew"; delete spec[$1] }
    END { for (name in spec) print "meshinit: removes container " name }
  ' "$was" "$is"
}

# Where none is declared any more, nothing on the host knows of them.
remove_containers() {
  case "$dropped " in *" $containers "*) ;; *) return 0 ;; esac
  gone=$(docker ps -aq --filter label=io.meshinit.container)
  # shellcheck disable=SC2086 # one word each
  [ -z "$gone" ] || docker rm -f $gone >/dev/null
}

composed=/etc/meshinit/compose.yaml

project_of() { sed -n '1s/^# Compose project //p' "$1" 2>/dev/null || :; }

compare_composed() {
  case "$changed$dropped " in *" $composed "*) ;; *) return 0 ;; esac
  was=$(project_of "$composed") is=$(project_of "$staged$composed")
  [ -z "$is" ] || say 'Compose brings up its file: services that changed start anew'
  [ -z "$was" ] || [ "$was" = "$is" ] || say "removes the containers of Compose project $was"
}

# What Compose made of a file that is gone, or is of another project now; it needs the file for that, which is no more.
remove_composed() {
  was=$(project_of "$kept/old$composed") is=$(project_of "$composed")
  [ -n "$was" ] && [ "$was" != "$is" ] || return 0
  gone=$(docker ps -aq --filter "label=com.docker.compose.project=$was")
  # shellcheck disable=SC2086 # one word each
  [ -z "$gone" ] || docker rm -f $gone >/dev/null
  gone=$(docker network ls -q --filter "label=com.docker.compose.project=$was")
  # shellcheck disable=SC2086 # the same
  [ -z "$gone" ] || docker network rm $gone >/dev/null
}
