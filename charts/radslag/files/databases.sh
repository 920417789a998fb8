# A database per service, with a role that owns it and one that runs; they connect to no other. Without a password for
# the owner one role is both. One role erases in all of them; it may not log in. `services` names them, one a line: service, database, role. In a shell of its own: the
# image's script reads this file into its own.
(
  set -eu
  run() { psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres "$@"; }
  role() {
    password=$(cat "/etc/radslag/passwords/$2")
    echo "CREATE ROLE :\"role\" LOGIN PASSWORD :'password' CONNECTION LIMIT 60" | run -v role="$1" -v password="$password"
  }

  run -c "REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC"
  eraser=$(cat /docker-entrypoint-initdb.d/eraser 2>/dev/null || true)
  # It logs in when an administrator has given it a password for the act.
  [ -z "$eraser" ] || echo 'CREATE ROLE :"role" NOLOGIN' | run -v role="$eraser"
  while read -r service database role; do
    owner=$role
    role "$role" "$service"
    if [ -f "/etc/radslag/passwords/$service-owner" ]; then
      owner=${role}_owner
      role "$owner" "$service-owner"
    fi
    run -v database="$database" -v role="$role" -v owner="$owner" <<'SQL'
CREATE DATABASE :"database" OWNER :"owner" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database" TO :"owner", :"role";
SQL
    [ -z "$eraser" ] ||
      echo 'GRANT CONNECT ON DATABASE :"database" TO :"eraser"' | run -v database="$database" -v eraser="$eraser"
  done </docker-entrypoint-initdb.d/services
)
