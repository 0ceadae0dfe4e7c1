# shellcheck shell=bash
# The whole chain on this machine, in order: database, roles, migrations, broker, identity provider, register, services.

declare -A PORT=()

# The ports that the settings' defaults name. An own process that runs keeps its port.
fixed_ports() {
    local name
    PORT=(
        [melding-intake]=8081 [regionaal-veiligheidsteam]=8082 [verwijzing]=8083 [notificaties]=8084
        [identity]=8085 [broker]=9092 [postgres]=5442
    )
    if [ -n "${DATABASE_URL:-}" ]; then unset 'PORT[postgres]'; fi
    if [ -n "${KAFKA_BOOTSTRAP_SERVERS:-}" ]; then unset 'PORT[broker]'; fi
    for name in "${!PORT[@]}"; do
        if ! running "$name" && port_taken "${PORT[$name]}"; then
            fail "port ${PORT[$name]} for $name is taken: stop what listens there ('ss -ltnp' shows it)"
        fi
    done
}

free_ports() {
    local name
    for name in "${SERVICES[@]}" identity broker postgres; do PORT[$name]=$(free_port); done
}

url_of() { printf 'http://127.0.0.1:%s' "${PORT[$1]}"; }

# Everything that all services share; what is set already, such as KETEN_LOG_LEVEL, reaches them too.
export_settings() {
    local service sources=()
    for service in "${SERVICES[@]}"; do sources+=("$service=$(url_of "$service")"); done
    export KETEN_DATABASE_URL KETEN_KAFKA_BOOTSTRAP_SERVERS
    KETEN_ISSUER=$(url_of identity)
    KETEN_JWKS_URL=$KETEN_ISSUER/jwks.json
    KETEN_SOURCES=$(IFS=, && printf '%s' "${sources[*]}")
    KETEN_PAGES=notificaties=$(url_of notificaties),verwijzing=$(url_of verwijzing)
    KETEN_PAGES+=,regionaal-veiligheidsteam=$(url_of regionaal-veiligheidsteam),melding-intake=$(url_of melding-intake)
    KETEN_KEYS_FILE=$KETEN_HOME/secrets/keys
    KETEN_PSEUDONYM_FILE=$KETEN_HOME/secrets/pseudonym
    KETEN_CLIENT_SECRET_FILE=$KETEN_HOME/secrets/client-secret
    export KETEN_ISSUER KETEN_JWKS_URL KETEN_SOURCES KETEN_PAGES KETEN_KEYS_FILE KETEN_PSEUDONYM_FILE KETEN_CLIENT_SECRET_FILE
    export_urls
    # As in the images (deploy/Dockerfile).
    export MALLOC_ARENA_MAX=2
}

# export_urls: KETEN_<SERVICE>_URL, where each service listens.
export_urls() {
    local service name
    for service in "${SERVICES[@]}"; do
        name=$(schema_of "$service")
        export "KETEN_${name^^}_URL=$(url_of "$service")"
    done
}

# export_addresses: for programs that talk to the chain from outside, such as the demo's player.
export_addresses() {
    export_urls
    export KETEN_REGISTER_FILE=$REGISTER_FILE KETEN_IDENTITIES_FILE=$IDENTITIES_FILE KETEN_PROGRAMS=$PROGRAMS
}

print_addresses() {
    local service
    say ""
    for service in "${SERVICES[@]}"; do printf '%-26s %s\n' "$service" "$(url_of "$service")"; done
    printf '%-26s %s\n' 'melden (citizens)' "$(url_of melding-intake)/melden"
    printf '%-26s %s\n' identity "$(url_of identity)" Kafka "$KETEN_KAFKA_BOOTSTRAP_SERVERS" \
        Postgres "$KETEN_DATABASE_URL" logs "$KETEN_HOME/log"
    say "Commands such as keten find all of it after: source $KETEN_HOME/environment"
}

# write_environment: for a shell of one's own: `source $KETEN_HOME/environment`, then `keten …` or `verwijzing serve`.
write_environment() {
    {
        # shellcheck disable=SC2016
        printf 'export KETEN_HOME=%q\nexport PATH=%q:$PATH\n' "$KETEN_HOME" "$PROGRAMS"
        while IFS='=' read -r name _; do
            printf 'export %s=%q\n' "$name" "${!name}"
        done < <(env | grep -E '^KETEN_[A-Z_]+=' | grep -v '^KETEN_HOME=' | sort)
    } >"$KETEN_HOME/environment"
}

# migrate_all: the four at once; each locks its own schema.
migrate_all() {
    local service role code=0 started=$SECONDS pids=()
    progress "migrating the four schemas"
    for service in "${SERVICES[@]}"; do
        role=$(schema_of "$service")_owner
        launch "migrate-$service" env "KETEN_DATABASE_PASSWORD_FILE=$KETEN_HOME/secrets/$role-password" \
            "$PROGRAMS/$service" migrate
        pids+=("$!")
    done
    for service in "${SERVICES[@]}"; do
        if ! wait "${pids[0]}"; then
            last_words "migrate-$service"
            code=1
        fi
        pids=("${pids[@]:1}")
        rm -f "$KETEN_HOME/run/migrate-$service.pid"
    done
    if ((code != 0)); then
        # Only during development: what is released is never changed.
        if grep -qF 'was changed after it was applied' "$KETEN_HOME"/log/migrate-*.log; then
            fail "this data is of an earlier development version (above): $(stop_command) --data removes it"
        fi
        fail "migrating failed (above)"
    fi
    done_line "migrated the four schemas ($((SECONDS - started)) s)"
}

start_identity() {
    local started=$SECONDS
    start identity "$PROGRAMS/keten-dev" identity --port "${PORT[identity]}" --file "$IDENTITIES_FILE" \
        --keys "$KETEN_HOME/secrets/identity-keys.json"
    until curl --silent --fail --max-time 2 --output /dev/null "$(url_of identity)/jwks.json"; do
        if ! running identity || ((SECONDS - started > 20)); then
            last_words identity
            fail "the identity provider does not start (above)"
        fi
        sleep 0.1
    done
    done_line "the development identity provider runs on $(url_of identity)"
}

apply_register() {
    progress "applying the register"
    if ! run "$PROGRAMS/keten" register apply "$REGISTER_FILE" >"$KETEN_HOME/log/register.log" 2>&1; then
        last_words register
        fail "the register could not be applied (above)"
    fi
    done_line "applied the register, $REGISTER_FILE"
}

start_services() {
    local service settings
    # As words of the command, so that a changed setting restarts the service.
    mapfile -t settings < <(env | grep -E '^KETEN_[A-Z_]+=' | sort)
    for service in "${SERVICES[@]}"; do
        start "$service" env "${settings[@]}" "KETEN_PORT=${PORT[$service]}" \
            "KETEN_DATABASE_PASSWORD_FILE=$KETEN_HOME/secrets/$(schema_of "$service")-password" "$PROGRAMS/$service" serve
    done
}

# await_services: until /health/ready of each says yes, two minutes at the most.
await_services() {
    local service waiting=("${SERVICES[@]}") still started=$SECONDS
    while [ ${#waiting[@]} -gt 0 ]; do
        still=()
        for service in "${waiting[@]}"; do
            if curl --silent --fail --max-time 3 --output /dev/null "$(url_of "$service")/health/ready"; then
                done_line "$service is ready on $(url_of "$service") ($((SECONDS - started)) s)"
            elif ! running "$service"; then
                last_words "$service"
                fail "$service ended (above)"
            else
                still+=("$service")
            fi
        done
        waiting=("${still[@]}")
        if [ ${#waiting[@]} -eq 0 ]; then break; fi
        if ((SECONDS - started > 120)); then
            for service in "${waiting[@]}"; do
                curl --silent --max-time 3 "$(url_of "$service")/health/ready" >&2 || true
                last_words "$service"
            done
            fail "not ready within 120 s: ${waiting[*]} (above)"
        fi
        progress "waiting $((SECONDS - started)) s until ready: ${waiting[*]}"
        sleep 0.3
    done
}

# stack_up: after PORT and PROGRAMS are set.
stack_up() {
    REGISTER_FILE=${KETEN_REGISTER_FILE:-$KETEN_REPO/deploy/register/demo.yaml}
    IDENTITIES_FILE=${KETEN_IDENTITIES_FILE:-$KETEN_REPO/deploy/identity/demo.yaml}
    make_secrets "$KETEN_HOME/secrets"
    (umask 077 && client_secret "$IDENTITIES_FILE" keten-dienst >"$KETEN_HOME/secrets/client-secret")
    if [ -n "${DATABASE_URL:-}" ]; then use_postgres "$DATABASE_URL"; else start_postgres "${PORT[postgres]}"; fi
    if [ -n "${KAFKA_BOOTSTRAP_SERVERS:-}" ]; then
        use_kafka "$KAFKA_BOOTSTRAP_SERVERS"
    else
        start_broker "${PORT[broker]}"
    fi
    export_settings
    write_environment
    apply_roles
    migrate_all
    start_identity
    apply_register
    start_services
    await_services
}
