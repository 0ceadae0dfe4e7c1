# shellcheck shell=bash
# Where a running stack keeps its data, secrets, logs and process ids: $KETEN_HOME.

# Postgres refuses to be run by root and then runs as the user postgres, who cannot enter root's own folder.
default_home() {
    if ((EUID == 0)); then printf /var/lib/keten; else printf '%s/.keten' "$HOME"; fi
}

open_home() {
    KETEN_HOME=${KETEN_HOME:-$(default_home)}
    mkdir -p "$KETEN_HOME" || fail "cannot make $KETEN_HOME: set KETEN_HOME to a folder that you may write"
    KETEN_HOME=$(cd "$KETEN_HOME" && pwd -P)
    export KETEN_HOME
    if [ ! -e "$KETEN_HOME/.keten-home" ] && [ -n "$(ls -A "$KETEN_HOME")" ]; then
        fail "$KETEN_HOME holds other things: set KETEN_HOME to an empty or new folder"
    fi
    : >"$KETEN_HOME/.keten-home"
    mkdir -p "$KETEN_HOME"/{log,run,secrets,postgres}
    chmod 711 "$KETEN_HOME" "$KETEN_HOME/postgres"
    chmod 700 "$KETEN_HOME"/{log,run,secrets}
}

# One script at a time works on a home. The lock ends with this process; what it starts does not inherit it.
lock_home() {
    exec 9>"$KETEN_HOME/run/lock"
    flock --nonblock 9 || fail "another deploy script is at work on $KETEN_HOME: wait until it is ready"
}

# Everything that open_home and the stack made, and nothing else.
wipe_home() {
    if [ -e "$KETEN_HOME/.keten-home" ]; then
        rm -rf "${KETEN_HOME:?}"/{postgres,run,log,secrets,tmp,environment,.keten-home}
        rmdir "$KETEN_HOME" 2>/dev/null || true # Someone else's files keep the folder.
    fi
}

# temporary_home PURPOSE: a new one, which ends with this script together with all that runs in it, kill -9 included.
temporary_home() {
    KETEN_HOME=$(mktemp --directory "${TMPDIR:-/tmp}/keten-$1-XXXXXX")
    open_home
    lock_home
    guard
    trap 'end_temporary_home "$?"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM HUP
}

end_temporary_home() {
    set +e
    trap - ERR
    end_foreground
    stop_everything
    # Of what failed, the logs stay; not of what was interrupted.
    if (($1 != 0 && $1 < 128)); then
        local logs
        logs=$(mktemp --directory "${KETEN_HOME%-*}-logs-XXXXXX")
        cp "$KETEN_HOME"/log/* "$logs" && say "the logs are kept in $logs"
    fi
    wipe_home
    unguard
}

# keep_home: the temporary home may outlive this script after all.
keep_home() {
    unguard
    trap - EXIT
}

stop_command() {
    if [ "$KETEN_HOME" = "$(default_home)" ]; then printf 'deploy/down'; else printf 'KETEN_HOME=%q deploy/down' "$KETEN_HOME"; fi
}
