# How the host rolls back, by itself if need be: it needs neither the script nor the person who ran it.
write_way_back() {
  mkdir -p "$kept/old"
  for path in $changed $dropped; do
    if [ -e "$path" ]; then
      mkdir -p "$kept/old${path%/*}"
      cp -a "$path" "$kept/old$path"
    else
      echo "$path" >>"$kept/added"
    fi
  done
  touch "$kept/added"
  {
    save_networks
    save_network
  } >"$kept/network"
  echo "$docker" >"$kept/docker"
  echo "$setup" >"$kept/setup"
  cat >"$kept/roll-back.new"
  chmod 700 "$kept/roll-back.new"
  # A directory without it is no patch that waits.
  mv "$kept/roll-back.new" "$kept/roll-back"
}

# In a session of its own, or it would end with the one that runs this.
set_clock() {
  echo "$seconds" >"$kept/seconds"
  echo "$$ $(sed 's/.*) //' "/proc/$$/stat" | cut -d ' ' -f 20)" >"$kept/process"
  if [ -d /run/systemd/system ] && command -v systemd-run >/dev/null 2>&1; then
    # What an earlier one that failed leaves bears the name; before systemd 236 there is no --collect.
    systemctl reset-failed meshinit-roll-back.service 2>/dev/null || :
    systemd-run --quiet --unit=meshinit-roll-back "$kept/roll-back" --later
  else
    # Back when the clock runs: a signal to this session must not end it on its way out.
    # shellcheck disable=SC2016 # $0 is for the other shell
    setsid sh -c '"$0" --later </dev/null >/dev/null 2>&1 &' "$kept/roll-back"
  fi
}

apply() {
  for path in $changed; do
    text=$(cat "$staged$path" && echo .)
    write_text "$path" "$(stat -c %a "$staged$path")"
  done
  for path in $dropped; do
    case $path in
    /etc/systemd/system/*.timer | /etc/systemd/system/*.service) systemctl disable --now "${path##*/}" 2>/dev/null || : ;;
    esac
    rm -f "$path"
  done
  remove_containers
  remove_composed
  [ ! -d /run/systemd/system ] || systemctl daemon-reload
  change_networks
  change_network
  "$setup"
  forget_openings
  $docker
}

# Peers that answered before and still are peers: the mesh that this host must not lose.
lost_peers() {
  all_peers | awk 'NR == FNR { is[$3] = 1; next } $1 in is' - "$kept/answered" >"$kept/wanted"
  tries=$looks
  while [ "$tries" -gt 0 ]; do
    tries=$((tries - 1))
    answering | sort >"$kept/answers"
    sort "$kept/wanted" | comm -23 - "$kept/answers" >"$kept/lost"
    [ -s "$kept/lost" ] || return 1
    sleep 1
  done
}

# leave_to_clock STATUS: the end of a patch that may be rolled back
leave_to_clock() {
  unless='they answer by then. To keep it'
  [ -z "$hold" ] || unless='it is confirmed'
  say "rolling back in $seconds s unless $unless: touch $kept/confirmed"
  touch "$kept/looked"
  exit "$1"
}

# The patch, once all files are given; standard input is the roll-back.
patch_host() {
  [ -n "$dry_run" ] || rm -f "$undone"
  compare_networks
  drop_strays
  compare_containers
  compare_composed
  case $(docker_needs) in
  reload)
    docker=$docker_reload
    say 'Docker reloads its options; containers keep running'
    ;;
  restart)
    docker=$docker_restart
    say 'restarts Docker: containers stop unless live-restore keeps them'
    ;;
  esac
  if [ -z "$changed$dropped" ]; then
    say "nothing to do: $host matches its manifest"
    exit 0
  fi
  [ -z "$dry_run" ] || exit 0
  preparing=1
  rm -rf "$kept"
  mkdir -p "$kept"
  answering | sort >"$kept/answered"
  silent=$(all_peers | awk '{ print $3, $4 }' | sort | comm -23 - "$kept/answered" | cut -d ' ' -f 2 | awk '!seen[$0]++' | xargs echo)
  [ -z "$silent" ] || say "silent before the patch: $silent"
  write_way_back
  [ -z "$hold" ] || touch "$kept/held"
  set_clock
  applying=1
  preparing=
  apply
  applying=
  if lost_peers; then
    say "$host is patched, but does not reach $(cut -d ' ' -f 2 "$kept/lost" | awk '!seen[$0]++' | xargs echo)"
    leave_to_clock 3
  fi
  say "$host is patched"
  [ -z "$hold" ] || leave_to_clock 0
  # The way back first, so that no power cut leaves a half of it; and on the disk, so that none brings it back.
  rm -f "$kept/roll-back"
  rm -rf "$kept"
  sync
}
