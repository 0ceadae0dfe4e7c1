# shellcheck shell=bash
# The database: a private Postgres in KETEN_HOME, or the one that DATABASE_URL names.
# Sets KETEN_DATABASE_URL, the address without a role: each service adds its own.

# psql_admin ARGUMENT…: as superuser, in the database of KETEN_DATABASE_URL.
psql_admin() {
    PGUSER=$ADMIN_USER PGPASSWORD=$ADMIN_PASSWORD psql "$KETEN_DATABASE_URL" --no-psqlrc --quiet "$@"
}

apply_roles() {
    PGUSER=$ADMIN_USER PGPASSWORD=$ADMIN_PASSWORD \
        "$KETEN_REPO/deploy/postgres/apply-roles" "$KETEN_HOME/secrets" "$KETEN_DATABASE_URL" ||
        fail "the roles could not be made (above)"
}

# A server that is there already: nothing is started, and a superuser's URL is needed once, for roles and schemas.
use_postgres() {
    local decoded
    if ! [[ $1 =~ ^postgres(ql)?://(([^:@/]+)(:([^@/]*))?@)?(.+)$ ]]; then
        fail "DATABASE_URL must look like postgresql://superuser:password@host:5432/keten"
    fi
    KETEN_DATABASE_URL=postgresql://${BASH_REMATCH[6]}
    ADMIN_USER=${BASH_REMATCH[3]:-postgres}
    # Percent encoding becomes what printf reads as bytes.
    decoded=${BASH_REMATCH[5]//\\/\\\\}
    printf -v ADMIN_PASSWORD '%b' "${decoded//%/\\x}"
    psql_admin --command='select' >/dev/null || fail "DATABASE_URL does not answer (above)"
    say "uses the database that DATABASE_URL names"
}

# Sets AS_POSTGRES: what stands before a command so that the user postgres runs it, in the same process; root may not.
as_postgres() {
    AS_POSTGRES=(env)
    if ((EUID == 0)); then
        AS_POSTGRES=(setpriv --reuid=postgres --regid=postgres --init-groups --)
        if ! "${AS_POSTGRES[@]}" test -x "$KETEN_HOME/postgres"; then
            fail "the user postgres cannot enter $KETEN_HOME: set KETEN_HOME to a folder that every user can reach"
        fi
        chown postgres: "$KETEN_HOME/postgres"
    fi
}

# init_postgres DATA PROGRAMS
init_postgres() {
    local password=$KETEN_HOME/postgres/password
    progress "making the database"
    rm -rf "$1"
    # A copy for the user postgres, who cannot enter the secrets' folder.
    install --mode=600 "$KETEN_HOME/secrets/postgres-password" "$password"
    if ((EUID == 0)); then chown postgres: "$password"; fi
    (cd / && "${AS_POSTGRES[@]}" "$2/initdb" -D "$1" -U postgres --auth=scram-sha-256 --pwfile="$password" \
        --encoding=UTF8 --locale=C.UTF-8 --data-checksums --no-instructions) >"$KETEN_HOME/log/initdb.log" 2>&1 || {
        last_words initdb
        fail "initdb failed (above)"
    }
    rm -f "$password"
}

# start_postgres PORT: POSTGRES_OPTIONS may hold more of its arguments.
start_postgres() {
    local port=$1 programs data=$KETEN_HOME/postgres/data started=$SECONDS
    programs=$(postgres_programs) || fail "initdb is not installed: apt-get install postgresql"
    as_postgres
    # Written last by initdb: without it, one was interrupted.
    if [ ! -s "$data/global/pg_control" ]; then init_postgres "$data" "$programs"; fi
    start postgres "${AS_POSTGRES[@]}" "$programs/postgres" -D "$data" -c "port=$port" \
        -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=200 \
        -c log_min_error_statement=panic -c log_timezone=UTC "${POSTGRES_OPTIONS[@]}"
    ADMIN_USER=postgres
    ADMIN_PASSWORD=$(cat "$KETEN_HOME/secrets/postgres-password")
    KETEN_DATABASE_URL=postgresql://127.0.0.1:$port/postgres
    until psql_admin --command='select' >/dev/null 2>&1; do
        if ! running postgres || ((SECONDS - started > 60)); then
            last_words postgres
            fail "Postgres does not start (above)"
        fi
        sleep 0.1
    done
    if [ -z "$(psql_admin --tuples-only --no-align --command="select 1 from pg_database where datname = 'keten'")" ]; then
        psql_admin --command='create database keten'
    fi
    KETEN_DATABASE_URL=postgresql://127.0.0.1:$port/keten
    done_line "Postgres runs on 127.0.0.1:$port"
}
