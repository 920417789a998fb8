# A database per service, owned by a role that connects to no other. `services` names them, one a line:
# service, database, role. In a shell of its own: the image's script reads this file into its own.
(
  set -eu
  run() { psql -v ON_ERROR_STOP=1 --no-psqlrc --quiet --username "$POSTGRES_USER" --dbname postgres "$@"; }

  run -c "REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC"
  while read -r service database role; do
    password=$(cat "/etc/radslag/passwords/$service")
    run -v database="$database" -v role="$role" -v password="$password" <<'SQL'
CREATE ROLE :"role" LOGIN PASSWORD :'password' CONNECTION LIMIT 60;
CREATE DATABASE :"database" OWNER :"role" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C';
REVOKE CONNECT, TEMPORARY ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE :"database" TO :"role";
SQL
  done </docker-entrypoint-initdb.d/services
)
