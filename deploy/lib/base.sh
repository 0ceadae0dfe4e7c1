# shellcheck shell=bash
# Sourced first by every script in deploy/: where the repository is, and how a script speaks and fails.

KETEN_REPO=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
PROGRAM=deploy/$(basename "$0")
SERVICES=(melding-intake regionaal-veiligheidsteam verwijzing notificaties)

# No script ends without a word.
set -o errtrace
trap 'printf "%s: failed at %s:%s\n" "$PROGRAM" "${BASH_SOURCE[0]}" "$LINENO" >&2' ERR

say() { printf '%s\n' "$*"; }

# One line that says what to do, and exit code 1.
fail() {
    printf '%s: %s\n' "$PROGRAM" "$*" >&2
    exit 1
}

# The comment at the head of a script, from its second line to the first line that is no comment, is its help.
help() {
    awk 'NR == 1 { next } !/^#/ { exit } { sub(/^# ?/, ""); print }' "$KETEN_REPO/$PROGRAM"
}

schema_of() { printf '%s' "${1//-/_}"; }

# progress TEXT: a line that the next one overwrites; where nobody watches, one line every 15 seconds.
PROGRESS_SHOWN=0
progress() {
    if [ -t 1 ]; then
        printf '\r\033[K%s' "${1:0:$((${COLUMNS:-100} - 1))}"
    elif ((SECONDS - PROGRESS_SHOWN >= 15)); then
        say "$1"
        PROGRESS_SHOWN=$SECONDS
    fi
}

# done_line TEXT: takes the place of the progress shown so far.
done_line() {
    if [ -t 1 ]; then printf '\r\033[K'; fi
    say "$1"
    PROGRESS_SHOWN=$SECONDS
}

# port_taken PORT: whether something listens there on 127.0.0.1.
port_taken() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port: one below the range from which the kernel hands out ports, so that nobody takes it meanwhile.
free_port() {
    local port
    for _ in {1..200}; do
        port=$((20000 + RANDOM % 10000))
        if ! port_taken "$port"; then
            printf '%s' "$port"
            return 0
        fi
    done
    fail "no free port found between 20000 and 30000"
}
