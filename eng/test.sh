#!/usr/bin/env bash
# Builds everything, checks the formatting and runs every test project.
#   eng/test.sh [filter]      filter: as in "dotnet test --filter", for example a part of a test's name
# The last line is "N passed, N failed". A skipped test counts as failed, and so does a check that fails.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
# shellcheck source-path=SCRIPTDIR source=lib.sh
. "$root/eng/lib.sh"
cd "$root"

filter=${1:-}
passed=0
failed=0
finished=no
names=()
work=""
runner=""

finish() {
  local status=$?
  trap - EXIT INT TERM HUP
  cd /
  if [ -n "$runner" ]; then
    kill -- "-$runner" 2>/dev/null || true
    wait "$runner" 2>/dev/null || true
  fi
  if [ -n "$work" ]; then
    stop_test_postgres "$work/postgres"
    rm -rf "$work"
  fi
  if [ "$finished" != yes ]; then
    # Stopped before the end: what is missing has not passed.
    failed=$((failed + 1))
    [ "$status" -ne 0 ] || status=1
  fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
trap 'exit 129' HUP

# count <attribute> <file> : one number of the Counters element of a trx file.
count() {
  sed -n "s/.*<Counters [^>]*\b$1=\"\([0-9]*\)\".*/\1/p" "$2" | head -n 1
}

# Prints the full names of the tests in a trx file that did not pass.
not_passed() {
  awk '
    function attribute(line, name,   rest) {
      if (!match(line, "[ ]" name "=\"[^\"]*\"")) return ""
      rest = substr(line, RSTART + length(name) + 3, RLENGTH - length(name) - 4)
      gsub(/&quot;/, "\"", rest); gsub(/&lt;/, "<", rest); gsub(/&gt;/, ">", rest); gsub(/&#x[DA];/, " ", rest); gsub(/&amp;/, "\\&", rest)
      return rest
    }
    { sub(/\r$/, "") }
    /<UnitTestResult / && attribute($0, "outcome") != "Passed" {
      ids[++n] = attribute($0, "testId"); title[n] = attribute($0, "testName"); outcome[n] = attribute($0, "outcome")
    }
    /<UnitTest / { id = attribute($0, "id") }
    /<TestMethod / { class[id] = attribute($0, "className") }
    END {
      for (i = 1; i <= n; i++) {
        name = class[ids[i]]
        name = (name == "" || index(title[i], name) == 1) ? title[i] : name "." title[i]
        print name (outcome[i] == "Failed" ? "" : " (" (outcome[i] == "NotExecuted" ? "skipped" : outcome[i]) ")")
      }
    }' "$1"
}

ensure_dotnet
ensure_postgres
ensure_chromium
AGENTBRAIN_CHROMIUM=$(chromium_path)
export AGENTBRAIN_CHROMIUM

# The test server runs as another account when this is root, and has to reach its files.
if [ "$(id -u)" -eq 0 ]; then
  work=$(mktemp -d /tmp/agentbrain-test.XXXXXX)
  chmod 711 "$work"
else
  work=$(mktemp -d "${TMPDIR:-/tmp}/agentbrain-test.XXXXXX")
fi

# Nothing started here may outlive the run.
export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0 UseSharedCompilation=false

if ! dotnet build AgentBrain.sln --configuration Release --nologo -warnaserror -verbosity:quiet >"$work/build.log" 2>&1; then
  cat "$work/build.log"
  names+=("build")
  failed=1
  finished=yes
  say "The build failed, so nothing was tested."
  exit 1
fi

if [ -z "${AGENTBRAIN_TEST_SERVER:-}" ]; then
  start_test_postgres "$work/postgres"
fi

# run <name>... : what of these nobody has begun yet, one after the other. What each prints is in <name>.log, its trx file in
# <name>.trx; when it is done, a line with its name, its exit status and its duration in seconds is printed.
run() {
  local name status started arguments
  for name in "$@"; do
    mkdir "$work/$name.begun" 2>/dev/null || continue
    status=0
    started=$SECONDS
    if [ "$name" = format ]; then
      dotnet format AgentBrain.sln --verify-no-changes --no-restore >"$work/$name.log" 2>&1 </dev/null || status=$?
    else
      arguments=(--configuration Release --no-build --nologo --logger "trx;LogFileName=$name.trx" --logger "console;verbosity=normal" --results-directory "$work")
      if [ -n "$filter" ]; then arguments+=(--filter "$filter"); fi
      dotnet test "tests/$name" "${arguments[@]}" >"$work/$name.log" 2>&1 </dev/null || status=$?
    fi
    printf '%s %d %d\n' "$name" "$status" "$((SECONDS - started))"
  done
}

# report <name> <status> <seconds> : counts and prints what came of one.
report() {
  local name=$1 status=$2 seconds=$3 trx="$work/$1.trx" total=0 good=0 bad line
  if [ "$name" = format ]; then
    if [ "$status" -ne 0 ]; then
      cat "$work/$name.log"
      say "The formatting check failed. Run: dotnet format AgentBrain.sln"
      names+=("dotnet format --verify-no-changes")
      failed=$((failed + 1))
    fi
    return
  fi

  if [ -s "$trx" ]; then
    total=$(count total "$trx")
    good=$(count passed "$trx")
    total=${total:-0}
    good=${good:-0}
  fi
  bad=$((total - good))
  if [ "$bad" -gt 0 ]; then
    while IFS= read -r line; do names+=("$name: $line"); done < <(not_passed "$trx")
  fi
  if [ "$status" -ne 0 ] && { [ "$bad" -eq 0 ] || grep -q 'Test Run Aborted\|test run was aborted\|host process crashed' "$work/$name.log"; }; then
    # It ended with an error that no test accounts for: what it did not get to has not passed.
    bad=$((bad + 1))
    names+=("$name: the test run broke off")
  fi
  if [ "$bad" -gt 0 ]; then grep -v '^  Passed ' "$work/$name.log" || true; fi
  # Tables that tests print, such as how well answers are understood.
  sed -n 's/^ *\(|.*|\)\r\{0,1\}$/\1/p' "$work/$name.log"
  printf '%s: %d passed, %d failed (%d s)\n' "$name" "$good" "$bad" "$seconds"
  ran=$((ran + total))
  passed=$((passed + good))
  failed=$((failed + bad))
}

# Two at a time where there are two processors, since tests wait a lot; what takes longest comes first. The formatting check is among
# them because it needs the packages that the build has restored.
all=(Web.BrowserTests Web.Tests format)
for project in tests/*/*.csproj; do
  name=$(basename "$project" .csproj)
  case " ${all[*]} " in *" $name "*) ;; *) all+=("$name") ;; esac
done
mkfifo "$work/done"
# A group of processes of its own, to be stopped as a whole.
set -m
if [ "$(getconf _NPROCESSORS_ONLN)" -gt 1 ]; then
  { run "${all[@]}" & run "${all[@]}" & wait; } >"$work/done" &
else
  run "${all[@]}" >"$work/done" &
fi
runner=$!
set +m

ran=0
reported=0
while read -r name status seconds; do
  report "$name" "$status" "$seconds"
  reported=$((reported + 1))
done <"$work/done"
[ "$reported" -eq "${#all[@]}" ] || fail "Not everything ran to its end."
wait "$runner"
runner=""

finished=yes
if [ "$ran" -eq 0 ] && [ "$failed" -eq 0 ]; then
  say "No test ran${filter:+ with the filter $filter}."
  failed=1
fi
if [ "$failed" -gt 0 ]; then
  if [ "${#names[@]}" -gt 0 ]; then
    printf 'Failed:\n'
    printf '  %s\n' "${names[@]}"
  fi
  exit 1
fi
