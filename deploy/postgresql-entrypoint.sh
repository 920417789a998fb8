#!/bin/sh
# Of the image that deploy/try makes of Debian's packages: what the official image of PostgreSQL does with the
# variables and the folder that the chart gives it.
set -e
if [ ! -s "$PGDATA/PG_VERSION" ]; then
  # Arguments of initdb stand in one variable.
  # shellcheck disable=SC2086
  initdb -D "$PGDATA" --username="$POSTGRES_USER" --pwfile="$POSTGRES_PASSWORD_FILE" $POSTGRES_INITDB_ARGS >/tmp/initdb.log
  printf '\nhost all all all %s\n' "$POSTGRES_HOST_AUTH_METHOD" >>"$PGDATA/pg_hba.conf"
  pg_ctl -D "$PGDATA" -w -o "-c listen_addresses='' -p $PGPORT" start >/tmp/start.log
  for file in /docker-entrypoint-initdb.d/*.sh; do
    # shellcheck source=/dev/null
    . "$file"
  done
  pg_ctl -D "$PGDATA" -m fast -w stop >/tmp/stop.log
fi
exec postgres -D "$PGDATA" -c listen_addresses='*' "$@"
