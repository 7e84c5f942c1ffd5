#!/usr/bin/env bash
# The part of deploy.sh that runs where the application does; deploy.sh starts it, by ssh or here. It needs bash, coreutils, sed and util-linux.
#   on-target.sh check|plan|activate|discard [--folder DIR] [--commit COMMIT] [--incoming DIR] …
set -euo pipefail

folder="" commit="" incoming="" environment="" service="" url="" backup="" migrate="" wait=60 keep=5 log=""

# A connection that is lost must not stop what has begun: it goes on, and deployments.log says how it ended.
say() {
  printf '%s\n' "$*" >&2 || true
  if [ -n "$log" ]; then printf '%s %s\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$*" >>"$log" || true; fi
}

fail() {
  say "$*"
  exit 1
}

release_folder() { printf '%s/releases/%s\n' "$folder" "$commit"; }

# running : the commit that current leads to, or nothing.
running() {
  if [ -L "$folder/current" ]; then basename "$(readlink "$folder/current")"; fi
}

# load_settings : exports what the settings of systemd say: NAME=value, NAME='value', NAME="value", comments.
load_settings() {
  local line name value
  while IFS= read -r line || [ -n "$line" ]; do
    line=${line%$'\r'}
    [[ $line =~ ^[[:space:]]*([A-Za-z_][A-Za-z0-9_]*)=(.*)$ ]] || continue
    name=${BASH_REMATCH[1]} value=${BASH_REMATCH[2]}
    # systemd takes it for an escape, or not, by the quotes: the backup could be of another database than the one that is served.
    if [[ $value == *\\* ]]; then fail "$name in $environment holds a backslash, which systemd may read otherwise than deployments. Choose a value without one."; fi
    value=${value%"${value##*[![:space:]]}"}
    if [[ $value =~ ^\'(.*)\'$ || $value =~ ^\"(.*)\"$ ]]; then value=${BASH_REMATCH[1]}; fi
    export "$name=$value"
  done <"$environment"
}

# find_address : where the application answers, into address and port.
find_address() {
  local from=$url
  if [ -z "$from" ]; then from=$(load_settings && printf '%s\n' "${ASPNETCORE_URLS:-http://127.0.0.1:5000}") || exit 1; fi
  from=${from%%;*}
  [[ $from =~ ^http://(\[[0-9a-fA-F:]+\]|[^/:]+)(:([0-9]+))?/?$ ]] ||
    fail "$from is not where this script can ask the application how it is. Name a plain address with --url, for example http://127.0.0.1:5000."
  address=${BASH_REMATCH[1]} port=${BASH_REMATCH[3]:-80}
  case $address in '+' | '*' | 0.0.0.0 | '[::]') address=127.0.0.1 ;; esac
}

# ask PATH : sends a request; its status and its text into status and text. Without curl, which smaller systems lack.
ask() {
  local answer
  # shellcheck disable=SC2016
  answer=$(timeout 5 bash -c 'h=${0#[}; exec 3<>"/dev/tcp/${h%]}/$1" && printf "GET %s HTTP/1.0\r\nHost: %s:%s\r\nConnection: close\r\n\r\n" "$2" "$0" "$1" >&3 && cat <&3' \
    "$address" "$port" "$1" 2>/dev/null </dev/null) || true
  status=$(sed -n '1s/^HTTP\/[0-9.]* \([0-9]\{3\}\).*/\1/p' <<<"$answer")
  text=$(sed '1,/^\r\{0,1\}$/d' <<<"$answer")
}

default_service() { if [ "$(id -u)" -eq 0 ]; then printf 'systemctl restart agentbrain\n'; else printf 'sudo -n systemctl restart agentbrain\n'; fi; }

# on_release COMMAND : a command about the database of the application, with its settings and in the folder of the release.
# Bash does not end at an error in what stands before ||, so that each step says it here and in restart.
on_release() (
  exec 9>&- </dev/null
  load_settings || exit 1
  RELEASE=$(release_folder)
  export RELEASE BACKUP=$dump
  cd "$RELEASE" || exit 1
  bash -c "$1" >&2
)

# shellcheck disable=SC2016
program='if command -v dotnet >/dev/null; then dotnet "$RELEASE/AgentBrain.Web.dll" "$@"; else "$RELEASE/AgentBrain.Web" "$@"; fi'

check() {
  local existing=$folder tool
  for tool in flock timeout sed; do
    command -v "$tool" >/dev/null || fail "The target lacks the program $tool (Debian: apt-get install coreutils sed util-linux)."
  done
  while [ ! -e "$existing" ]; do existing=$(dirname "$existing"); done
  if [ ! -d "$existing" ] || [ ! -w "$existing" ]; then fail "$existing on the target is not a folder that $(id -un) may write to."; fi
  [ -r "$environment" ] || fail "The settings $environment on the target do not exist or $(id -un) may not read them. Start from deploy/agentbrain.env.example, and name the file with --env."
  (load_settings) || exit 1
  if [ -e "$folder/current" ] && [ ! -L "$folder/current" ]; then fail "$folder/current is not a link. Move it away: deployments make it lead to the release that runs."; fi
  if [ -L "$folder/current" ] && [ ! "$folder/current" -ef "$folder/releases/$(running)" ]; then
    fail "$folder/current leads to $(readlink "$folder/current"), which is none of $folder/releases, so that there would be no going back to it. Move it there and let the link follow, or remove the link."
  fi
  if [ -e "$folder/.deploy.lock" ]; then (exec 9<"$folder/.deploy.lock" && flock -n 9) || fail "Another deployment to $folder is under way. Wait until it ends."; fi
  find_address
}

plan() {
  say "Would back up the database: ${backup:-$(release_folder)/AgentBrain.Web db backup --to $(backup_file)}"
  say "Would apply migrations: ${migrate:-$(release_folder)/AgentBrain.Web db migrate}"
  say "Would switch $folder/current from $(running | grep . || printf 'nothing') to $commit and restart: ${service:-$(default_service)}"
  find_address
  say "Would wait up to $wait s for http://$address:$port/health/ready, and compare http://$address:$port/version."
}

backup_file() { printf '%s/backups/%s-before-%.12s.dump\n' "$folder" "$(date -u +%Y%m%dT%H%M%SZ)" "$commit"; }

# place : what was copied becomes releases/<commit>, whole or not at all.
place() {
  local place
  place=$(release_folder)
  [ -d "$incoming" ] || fail "$incoming does not exist: the release was not copied."
  if [ "$(running)" = "$commit" ]; then
    say "$commit runs already; it is started again as it is."
    return
  fi
  rm -rf "$place"
  chmod -R u=rwX,go=rX "$incoming"
  mv -T "$incoming" "$place"
}

# switch COMMIT : at every moment current leads to one release or the other.
switch() {
  ln -sfn "releases/$1" "$folder/.current.new"
  mv -T "$folder/.current.new" "$folder/current"
}

restart() (
  exec 9>&- </dev/null
  cd "$folder" || exit 1
  bash -c "${service:-$(default_service)}" >&2
)

# runs COMMIT : restarts and waits until the application is ready; whether it then is that release. Else the reason is in why.
runs() {
  local expected=$1 deadline reported=""
  if ! restart; then
    why="it could not be started (${service:-$(default_service)})"
    return 1
  fi
  deadline=$((SECONDS + wait))
  while :; do
    ask /health/ready
    if [ "$status" = 200 ]; then
      # Perhaps of the process before, which has not ended yet.
      ask /version
      reported=$(sed -n 's/.*"commit": *"\([^"]*\)".*/\1/p' <<<"$text")
      if [ "$reported" = "$expected" ]; then return 0; fi
      why="http://$address:$port/version says that ${reported:-something else} runs"
    else
      why="it was not ready after $wait s; http://$address:$port/health/ready $(if [ -n "$status" ]; then printf 'answered %s: %s' "$status" "$text"; else printf 'did not answer'; fi)"
    fi
    if [ "$SECONDS" -ge "$deadline" ]; then return 1; fi
    sleep 0.3
  done
}

# take_back : what ran before runs again.
take_back() {
  local before=$1 about=$2
  if [ -z "$before" ]; then
    fail "$commit was deployed, but $about. Nothing ran here before, so there is nothing to go back to: look at the log of the service, then deploy again."
  fi
  say "$commit was deployed, but $about. Going back to $before …"
  switch "$before"
  if runs "$before"; then
    say "$before runs again."
  else
    say "$before does not run again either: $why. Look at the log of the service."
  fi
  say "Migrations were not undone: the release before works with them, since they only add. The database as it was before is in $dump."
  exit 1
}

# prune : the newest releases stay, and those that run or ran before this deployment.
prune() {
  local before=$1 name number=0
  touch "$(release_folder)"
  while IFS= read -r name; do
    number=$((number + 1))
    if [ "$number" -gt "$keep" ] && [ "$name" != "$commit" ] && [ "$name" != "$before" ]; then rm -rf "${folder:?}/releases/$name"; fi
  done < <(cd "$folder/releases" && ls -1t)
  find "$folder/releases" -maxdepth 1 -name '.incoming-*' -mmin +720 -exec rm -rf {} +
}

activate() {
  local before
  mkdir -p "$folder/releases"
  (umask 077 && mkdir -p "$folder/backups")
  log=$folder/deployments.log
  trap : HUP PIPE
  trap 'rm -rf "$incoming"' EXIT
  exec 9>"$folder/.deploy.lock"
  flock -n 9 || fail "Another deployment to $folder is under way. Wait until it ends."
  before=$(running)
  place
  dump=$(backup_file)
  on_release "set -- --version; $program" 2>/dev/null || fail "The release does not run on the target. It needs the ASP.NET Core 10 runtime and the same kind of processor. Nothing was switched."

  say "Backing up the database to $dump …"
  on_release "${backup:-set -- db backup --to \"\$BACKUP\"; $program}" || fail "The database could not be backed up (see above). Nothing was switched; ${before:-nothing} goes on running."
  say "Applying migrations …"
  on_release "${migrate:-set -- db migrate; $program}" ||
    fail "The migrations could not be applied (see above). Nothing was switched; ${before:-nothing} goes on running. The database as it was before is in $dump."

  # From here on it is finished in one way or the other.
  trap 'say "This is finished first."' INT TERM
  say "Switching to $commit …"
  switch "$commit"
  if ! runs "$commit"; then take_back "$before" "$why"; fi
  prune "$before"
  say "$commit runs."
}

discard() {
  case $incoming in "$folder"/releases/.incoming-*) rm -rf "$incoming" ;; esac
}

main() {
  local action=$1
  shift
  while [ $# -gt 0 ]; do
    case $1 in
      --folder) folder=$2 ;;
      --commit) commit=$2 ;;
      --incoming) incoming=$2 ;;
      --env) environment=$2 ;;
      --service) service=$2 ;;
      --url) url=$2 ;;
      --backup) backup=$2 ;;
      --migrate) migrate=$2 ;;
      --wait) wait=$2 ;;
      --keep) keep=$2 ;;
      *) fail "$1 is not an option." ;;
    esac
    shift 2
  done
  case $action in
    check) check ;;
    plan) plan ;;
    discard) discard ;;
    activate) find_address && activate ;;
    *) fail "$action is not a step." ;;
  esac
}

# The last line, so that a script that is cut off on its way does nothing.
main "$@"; exit
