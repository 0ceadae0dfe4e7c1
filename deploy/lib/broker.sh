# shellcheck shell=bash
# The broker: the development broker, or the real one that KAFKA_BOOTSTRAP_SERVERS names.
# Sets KETEN_KAFKA_BOOTSTRAP_SERVERS and what clients of that broker need.

TOPICS=$KETEN_REPO/deploy/kafka/topics.txt

topic_names() { grep -vE '^(#|$)' "$TOPICS" | cut -d ' ' -f 1; }

# organisation_topics: the inbound and outbound topics of the register's organisations.
organisation_topics() { "$KETEN_REPO/deploy/kafka/organisation-topics" "$REGISTER_FILE"; }

use_kafka() {
    local known missing
    KETEN_KAFKA_BOOTSTRAP_SERVERS=$1
    known=$(kcat -b "$1" -L -m 10 2>&1) || fail "KAFKA_BOOTSTRAP_SERVERS=$1 does not answer: ${known##*$'\n'}"
    missing=$({ topic_names && organisation_topics; } | while read -r topic; do
        grep -qF "topic \"$topic\"" <<<"$known" || printf ' %s' "$topic"
    done)
    if [ -n "$missing" ]; then
        fail "$1 lacks topics; make them with: deploy/kafka/create-topics $1 $REGISTER_FILE (missing:$missing)"
    fi
    say "uses the Kafka of KAFKA_BOOTSTRAP_SERVERS, $1"
}

# start_broker PORT: everything in memory. Groups form faster and empty fetches end sooner than with the defaults, which
# are for a real Kafka.
start_broker() {
    local started=$SECONDS topic command asking=()
    KETEN_KAFKA_BOOTSTRAP_SERVERS=127.0.0.1:$1
    export KETEN_KAFKA_SESSION_TIMEOUT=4s KETEN_KAFKA_FETCH_WAIT=10ms
    command=("$PROGRAMS/keten-dev" broker --port "$1" --topics "$(topic_names | paste -sd ,)")
    if ! current broker "${command[@]}"; then
        # Services that knew the one before it would take its successor's empty topics for lost data.
        stop 45 "${SERVICES[@]}"
        start broker "${command[@]}"
    fi
    until port_taken "$1"; do
        if ! running broker || ((SECONDS - started > 20)); then
            last_words broker
            fail "the development broker does not start (above)"
        fi
        sleep 0.1
    done
    # It makes an unknown topic when somebody asks for it, which takes a second.
    for topic in $(organisation_topics); do
        kcat -b "$KETEN_KAFKA_BOOTSTRAP_SERVERS" -L -t "$topic" >/dev/null 2>&1 &
        asking+=("$!")
    done
    wait "${asking[@]}"
    done_line "the development broker runs on $KETEN_KAFKA_BOOTSTRAP_SERVERS"
}
