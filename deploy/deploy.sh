#!/usr/bin/env bash
# Deploys Agent Brain: builds a release, copies it to releases/<commit>, backs up the database, applies migrations, switches, restarts,
# waits until the application is ready and verifies that it is the one that was built. What does not work is taken back.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/.." && pwd)

usage() {
  cat <<'USAGE'
Usage: deploy/deploy.sh --target TARGET [option]...

  --target TARGET     where to: user@host:/opt/agentbrain (by ssh) or a local folder
  --release DIR       deploy this published folder; without it one is built from the working tree
  --env FILE          the settings of the application on the target (/etc/agentbrain/agentbrain.env)
  --service COMMAND   restarts the application on the target (sudo -n systemctl restart agentbrain; as root without sudo)
  --url URL           where the application answers on the target (the first of ASPNETCORE_URLS in the settings, else http://127.0.0.1:5000)
  --backup COMMAND    backs up the database to "$BACKUP" on the target ("$RELEASE"/AgentBrain.Web db backup --to "$BACKUP")
  --migrate COMMAND   applies the migrations of "$RELEASE" on the target ("$RELEASE"/AgentBrain.Web db migrate)
  --wait SECONDS      how long a release may take to become ready (60)
  --keep NUMBER       releases to keep, the running one among them (5)
  --allow-dirty       build although the working tree has changes that are not committed
  --dry-run           say what would be done, and check the target, without changing anything
  --help              this text

It ends with 0 when the new release runs. Else it ends with 1, says why, and what ran before runs again; migrations are not undone, since the
release before them works with them as well.
USAGE
}

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

target="" release="" environment=/etc/agentbrain/agentbrain.env service="" url="" backup="" migrate="" wait=60 keep=5 dirty=no dry=no
while [ $# -gt 0 ]; do
  case $1 in
    --target | --release | --env | --service | --url | --backup | --migrate | --wait | --keep)
      if [ $# -lt 2 ] || [ -z "$2" ]; then fail "$1 needs a value. See deploy/deploy.sh --help."; fi
      case $1 in
        --target) target=$2 ;;
        --release) release=$2 ;;
        --env) environment=$2 ;;
        --service) service=$2 ;;
        --url) url=$2 ;;
        --backup) backup=$2 ;;
        --migrate) migrate=$2 ;;
        --wait) wait=$2 ;;
        --keep) keep=$2 ;;
      esac
      shift 2
      ;;
    --allow-dirty) dirty=yes && shift ;;
    --dry-run) dry=yes && shift ;;
    --help | -h) usage && exit 0 ;;
    *) fail "$1 is not an option. See deploy/deploy.sh --help." ;;
  esac
done
[ -n "$target" ] || fail "Say where to deploy to: --target user@host:/opt/agentbrain, or --target /srv/agentbrain. See deploy/deploy.sh --help."
[[ $wait =~ ^[1-9][0-9]{0,3}$ ]] || fail "--wait is a number of seconds, 1 to 9999."
[[ $keep =~ ^([2-9]|[1-9][0-9]{1,2})$ ]] || fail "--keep is a number from 2 to 999: without the release before there is nothing to go back to."

# A path may hold a colon behind its first slash; a host does not hold a slash.
if [[ $target =~ ^([^/:]+):(/.*)$ ]]; then
  host=${BASH_REMATCH[1]} folder=${BASH_REMATCH[2]}
elif [[ $target == /* ]]; then
  host="" folder=$target
else
  fail "$target is not a target. Write user@host:/absolute/folder, or /absolute/folder on this machine."
fi
folder=${folder%/}
[ -n "$folder" ] || fail "The target cannot be the root folder."

work=$(mktemp -d "${TMPDIR:-/tmp}/agentbrain-deploy.XXXXXX")
finish() {
  local status=$?
  trap - EXIT
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# on_target <argument>... : deploy/on-target.sh where the application runs. All of it is read before its first step.
on_target() {
  if [ -z "$host" ]; then
    bash "$here/on-target.sh" "$@" </dev/null
  else
    local line="" argument
    for argument in "$@"; do line+=" $(printf '%q' "$argument")"; done
    ssh -o ConnectTimeout=15 -o ServerAliveInterval=15 -- "$host" "bash -s --$line" <"$here/on-target.sh"
  fi
}

send() {
  local incoming=$1
  if [ -z "$host" ]; then
    mkdir -p "$incoming" && cp -R "$release/." "$incoming/"
  else
    tar -C "$release" -czf - . | ssh -o ConnectTimeout=15 -- "$host" "mkdir -p $(printf '%q' "$incoming") && tar -C $(printf '%q' "$incoming") -xzf -"
  fi
}

# commit_of_tree : the commit of the working tree; with a mark and the time where it has changes.
commit_of_tree() {
  local commit
  command -v git >/dev/null || fail "git is needed to build a release. Install it, or deploy a published folder with --release."
  commit=$(git -C "$root" rev-parse HEAD) || fail "$root is not a git repository. Deploy a published folder with --release."
  if [ -n "$(git -C "$root" status --porcelain)" ]; then
    [ "$dirty" = yes ] || fail "The working tree has changes that are not committed, so that nobody could say later what runs. Commit them, or use --allow-dirty."
    commit+="-dirty.$(date -u +%Y%m%d%H%M%S)"
  fi
  printf '%s\n' "$commit"
}

build() {
  command -v dotnet >/dev/null || fail "The .NET SDK is needed to build a release. Install .NET 10 (https://dotnet.microsoft.com/download), or deploy a published folder with --release."
  release=$work/release
  say "Building $commit …"
  dotnet publish "$root/src/Web" --configuration Release --nologo -v quiet --output "$release" \
    -p:SourceRevisionId="$commit" -p:BuildTime="$(date -u +%Y-%m-%dT%H:%M:%SZ)" >"$work/build.log" 2>&1 </dev/null || {
    cat "$work/build.log" >&2
    fail "The build failed; nothing was deployed."
  }
}

# commit_of_release : the commit that a published folder says it was built from.
commit_of_release() {
  local version program=("$release/AgentBrain.Web")
  [ -f "$release/AgentBrain.Web.dll" ] || fail "$release holds no published Agent Brain. Publish it: dotnet publish src/Web --configuration Release --output $release"
  if command -v dotnet >/dev/null; then program=(dotnet "$release/AgentBrain.Web.dll"); fi
  version=$("${program[@]}" --version </dev/null) || fail "$release/AgentBrain.Web does not run on this machine (see above)."
  printf '%s\n' "${version#*+}"
}

if [ -n "$release" ]; then
  commit=$(commit_of_release)
else
  commit=$(commit_of_tree)
fi
[[ $commit =~ ^[0-9A-Za-z][0-9A-Za-z._-]{6,99}$ && ! $commit =~ ^0+$ ]] || fail "The release does not say from which commit it was built: '$commit'."

settings=(--folder "$folder" --commit "$commit" --env "$environment" --service "$service" --url "$url" --backup "$backup" --migrate "$migrate" --wait "$wait" --keep "$keep")
on_target check "${settings[@]}" || fail "Nothing was deployed."
if [ "$dry" = yes ]; then
  if [ -z "$release" ]; then say "Would build $commit."; fi
  say "Would copy it to $target/releases/$commit."
  on_target plan "${settings[@]}"
  say "Nothing was changed."
  exit 0
fi

if [ -z "$release" ]; then build; fi
incoming=$folder/releases/.incoming-$commit-$$-$RANDOM
say "Copying the release to $target …"
if ! send "$incoming"; then
  on_target discard --folder "$folder" --incoming "$incoming" || true
  fail "The release could not be copied; nothing was deployed."
fi
on_target activate "${settings[@]}" --incoming "$incoming"
