#!/usr/bin/env bash
# Starts the application on this machine. Arguments are passed on to it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$root/eng/lib.sh"

ensure_dotnet
if [ -z "${ConnectionStrings__AgentBrain:-}" ]; then
  ensure_postgres
fi

export ASPNETCORE_URLS="${ASPNETCORE_URLS:-http://localhost:5080}"
export ASPNETCORE_ENVIRONMENT="${ASPNETCORE_ENVIRONMENT:-Development}"
# Otherwise a build that is not published compresses nothing, in case somebody changes the files meanwhile.
export ReloadStaticAssetsAtRuntime="${ReloadStaticAssetsAtRuntime:-false}"
printf 'Agent Brain: %s (stop with Ctrl+C)\n' "${ASPNETCORE_URLS%%;*}"
cd "$root"
exec dotnet run --project src/Web --configuration Release --no-launch-profile -- "$@"
