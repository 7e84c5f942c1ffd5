#!/usr/bin/env bash
# Makes pictures of every page that a respondent sees and of the main pages of the workspace: wide and narrow, by day and by night.
#   eng/screenshots.sh [folder]      docs/screenshots unless another is named
# They are taken on the journeys of the browser tests, which look for faults on each page as well.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$root/eng/lib.sh"

folder=${1:-$root/docs/screenshots}
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
cd "$root"
work=""

finish() {
  local status=$?
  trap - EXIT INT TERM HUP
  cd /
  if [ -n "$work" ]; then
    stop_test_postgres "$work/postgres"
    rm -rf "$work"
  fi
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

ensure_dotnet
ensure_postgres
ensure_chromium
AGENTBRAIN_CHROMIUM=$(chromium_path)
export AGENTBRAIN_CHROMIUM

# The database server runs as another account when this is root, and has to reach its files.
if [ "$(id -u)" -eq 0 ]; then
  work=$(mktemp -d /tmp/agentbrain-screenshots.XXXXXX)
  chmod 711 "$work"
else
  work=$(mktemp -d "${TMPDIR:-/tmp}/agentbrain-screenshots.XXXXXX")
fi

# Nothing started here may outlive the run.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false

if [ -z "${AGENTBRAIN_TEST_SERVER:-}" ]; then
  start_test_postgres "$work/postgres"
fi

mkdir "$work/pictures"
AGENTBRAIN_SCREENSHOTS="$work/pictures" dotnet test tests/Web.BrowserTests --configuration Release --nologo --filter TestCategory=Screenshots >"$work/log" 2>&1 </dev/null || {
  cat "$work/log"
  fail "The journeys met a fault, so the pictures in $folder were left as they were."
}
[ -n "$(ls "$work/pictures")" ] || fail "No picture was taken."

# One page with all of them: a row for each page, the wide pictures beside the narrow ones.
{
  printf '# Screenshots\n\nEvery page that a respondent sees, and the main pages of the workspace, as `./eng/screenshots.sh` leaves them here. Names: number and page, language, width, scheme.\n'
  cd "$work/pictures"
  for state in $(for picture in *.webp; do printf '%s\n' "${picture%-*-*-*}"; done | sort -u); do
    title=${state#*-}
    printf '\n## %s\n\n' "${title//-/ }"
    for language in en lt ru; do
      wide="" narrow=""
      for picture in "$state-$language-"*.webp; do
        case $picture in
          *-1280-*) wide+="<img src=\"$picture\" width=\"400\" alt=\"$title, $language, wide\"> " ;;
          *-390-*) narrow+="<img src=\"$picture\" width=\"160\" alt=\"$title, $language, narrow\"> " ;;
        esac
      done
      if [ -n "$wide$narrow" ]; then printf '%s%s\n\n' "$wide" "$narrow"; fi
    done
  done
} >"$work/README.md"

find "$folder" -maxdepth 1 -name '*.webp' -delete
cp "$work"/pictures/*.webp "$work/README.md" "$folder"
printf '%d pictures, %s: %s\n' "$(find "$folder" -maxdepth 1 -name '*.webp' | wc -l)" "$(du -ch "$folder"/*.webp | tail -n 1 | cut -f 1)" "$folder"
