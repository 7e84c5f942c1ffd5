# shellcheck shell=bash
# Shared by the scripts in this directory; sourced by them with "set -euo pipefail", not run.
root=${root:?the directory of the repository}

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "$*"
  exit 1
}

# Runs a command as root: directly, or through sudo where that works without or with somebody to ask for a password.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    sudo -- "$@"
  else
    return 126
  fi
}

can_be_root() { as_root true 2>/dev/null; }

ensure_dotnet() {
  # dotnet keeps its first-run state and the packages in the home directory; some build machines have none.
  if [ -z "${HOME:-}" ] || [ ! -w "$HOME" ]; then
    HOME="${TMPDIR:-/tmp}/agentbrain-home-$(id -u)"
    export HOME
    (umask 077 && mkdir -p "$HOME")
  fi
  export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
  command -v dotnet >/dev/null || fail "The .NET SDK is not installed. Install .NET 10 (https://dotnet.microsoft.com/download) and put dotnet on the PATH."
  (cd "$root" && dotnet --version >/dev/null 2>&1) || fail "The installed .NET SDK does not satisfy global.json. Install the .NET 10 SDK (https://dotnet.microsoft.com/download)."
}

# Prints the directory with initdb, postgres and pg_ctl of the newest suitable PostgreSQL, or nothing.
postgres_bin() {
  local candidate version
  {
    if command -v pg_config >/dev/null; then pg_config --bindir; fi
    for candidate in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /opt/homebrew/opt/postgresql@*/bin /usr/local/opt/postgresql@*/bin; do
      if [ -d "$candidate" ]; then printf '%s\n' "$candidate"; fi
    done | sort -rV
    printf '%s\n' /opt/homebrew/bin /usr/local/bin /usr/bin /usr/local/pgsql/bin
  } | while read -r candidate; do
    if [ -x "$candidate/initdb" ] && [ -x "$candidate/postgres" ] && [ -x "$candidate/pg_ctl" ]; then
      version=$("$candidate/postgres" --version | sed 's/^[^0-9]*\([0-9]*\).*/\1/')
      if [ "${version:-0}" -ge 15 ]; then
        printf '%s\n' "$candidate"
        break
      fi
    fi
  done
}

# apt_install <package>... : quiet, never asks; refreshes the package lists once when the first attempt fails.
apt_install() {
  local log
  log=$(mktemp)
  local install=(env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=120 install -y --no-install-recommends "$@")
  if as_root "${install[@]}" >"$log" 2>&1 </dev/null ||
    { as_root apt-get -qq -o DPkg::Lock::Timeout=120 update >>"$log" 2>&1 </dev/null && as_root "${install[@]}" >>"$log" 2>&1 </dev/null; }; then
    rm -f "$log"
    return 0
  fi
  tail -n 15 "$log" >&2
  rm -f "$log"
  return 1
}

ensure_postgres() {
  if [ -n "$(postgres_bin)" ]; then return 0; fi
  command -v apt-get >/dev/null || fail "PostgreSQL 15 or later is needed (initdb, postgres and pg_ctl). Install it with your package manager and run this again."
  can_be_root || fail "PostgreSQL 15 or later is needed, and installing it takes root. Run once as root: apt-get install -y --no-install-recommends postgresql"

  # Only the programs are wanted, so Debian is asked not to create a server of its own ("main") on port 5432.
  local settings=/etc/postgresql-common/createcluster.d remark=""
  if [ ! -e /etc/postgresql-common/createcluster.conf ] || grep -qs '^include_dir.*createcluster.d' /etc/postgresql-common/createcluster.conf; then
    remark=$settings/agentbrain-install.conf
    as_root mkdir -p "$settings"
    printf 'create_main_cluster = false\n' | as_root tee "$remark" >/dev/null
  fi
  local installed=0
  apt_install postgresql || installed=$?
  if [ -n "$remark" ]; then as_root rm -f "$remark"; fi
  [ "$installed" -eq 0 ] || fail "PostgreSQL could not be installed (the messages of apt-get are above). Install PostgreSQL 15 or later and run this again."
  [ -n "$(postgres_bin)" ] || fail "This system's package of PostgreSQL is older than 15. Install PostgreSQL 15 or later (https://www.postgresql.org/download/) and run this again."
}

# Prints the path of the browser, or nothing.
chromium_path() {
  local name
  if [ -n "${AGENTBRAIN_CHROMIUM:-}" ]; then
    printf '%s\n' "$AGENTBRAIN_CHROMIUM"
    return 0
  fi
  for name in chromium chromium-browser google-chrome-stable google-chrome; do
    if command -v "$name"; then return 0; fi
  done
}

ensure_chromium() {
  if [ -n "$(chromium_path)" ]; then return 0; fi
  command -v apt-get >/dev/null || fail "The browser tests need Chromium. Install it with your package manager, or set AGENTBRAIN_CHROMIUM to its path."
  can_be_root || fail "The browser tests need Chromium, and installing it takes root. Run once as root: apt-get install -y --no-install-recommends chromium fonts-liberation fonts-dejavu-core"
  apt_install chromium fonts-liberation fonts-dejavu-core ||
    fail "Chromium could not be installed (the messages of apt-get are above). Install it, or set AGENTBRAIN_CHROMIUM to its path."
}

# As the account that runs the test server: PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" -ne 0 ]; then
    "$@"
  elif command -v runuser >/dev/null; then
    runuser -u postgres -- "$@"
  else
    setpriv --reuid postgres --regid postgres --init-groups -- "$@"
  fi
}

free_port() {
  local port attempt
  for ((attempt = 0; attempt < 100; attempt++)); do
    port=$((15000 + RANDOM % 17000))
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      printf '%s\n' "$port"
      return 0
    fi
  done
  return 1
}

# start_test_postgres <directory> : a server for one test run in an empty directory, and its address in
# AGENTBRAIN_TEST_SERVER. It is thrown away afterwards, so it does not wait for the disk.
start_test_postgres() {
  local directory=$1 bin password port attempt
  bin=$(postgres_bin)
  password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
  mkdir -m 700 "$directory"
  (umask 077 && printf '%s\n' "$password" >"$directory/password")
  if [ "$(id -u)" -eq 0 ]; then
    id -u postgres >/dev/null 2>&1 || fail "PostgreSQL does not run as root, and there is no account named postgres to run it as. Create it, or run this as an ordinary user."
    chown -R postgres "$directory"
  fi
  cd "$directory" || return
  if ! as_postgres env LC_ALL=C "$bin/initdb" --pgdata="$directory/data" --username=agentbrain --pwfile="$directory/password" \
    --auth=scram-sha-256 --encoding=UTF8 --locale-provider=libc --locale=C.UTF-8 --no-sync >"$directory/initdb.log" 2>&1; then
    cat "$directory/initdb.log" >&2
    fail "The database server for the tests could not be created."
  fi
  for attempt in 1 2 3 4 5; do
    port=$(free_port)
    cat >>"$directory/data/postgresql.conf" <<SETTINGS
listen_addresses = '127.0.0.1'
port = $port
unix_socket_directories = ''
max_connections = 300
fsync = off
full_page_writes = off
synchronous_commit = off
SETTINGS
    if as_postgres env LC_ALL=C "$bin/pg_ctl" start -D "$directory/data" -w -s -l "$directory/server.log" >/dev/null 2>&1 </dev/null; then
      export AGENTBRAIN_TEST_SERVER="Host=127.0.0.1;Port=$port;Username=agentbrain;Password=$password"
      cd "$root" || return
      return 0
    fi
    grep -q 'Address already in use' "$directory/server.log" || break
  done
  tail -n 20 "$directory/server.log" >&2
  fail "The database server for the tests did not start (attempt $attempt)."
}

stop_test_postgres() {
  local directory=$1 bin
  if [ ! -e "$directory/data/postmaster.pid" ]; then return 0; fi
  bin=$(postgres_bin)
  (cd / && as_postgres "$bin/pg_ctl" stop -D "$directory/data" -w -s -m immediate >/dev/null 2>&1) || true
}
