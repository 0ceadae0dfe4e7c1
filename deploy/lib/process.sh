# shellcheck shell=bash
# Starting and stopping: each process in a session of its own, known by id and start time, output in log/NAME.log.

# The kernel's start time of a process: with the id it names one process for as long as the machine runs.
start_time() {
    local stat
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return 1
    stat=${stat##*) }
    # shellcheck disable=SC2086
    set -- $stat
    # A zombie has ended.
    if [ "$1" = Z ]; then return 1; fi
    printf '%s' "${20}"
}

# running NAME: prints nothing; sets PID.
running() {
    local file=$KETEN_HOME/run/$1.pid started
    if [ ! -s "$file" ]; then return 1; fi
    read -r PID started _ <"$file"
    [ "$(start_time "$PID")" = "$started" ]
}

# What a command is: its words, and for programs among them their date and size.
print_of() {
    local word
    for word in "$@"; do
        if [ -f "$word" ] && [ -x "$word" ]; then stat -c '%n %Y %s' "$word"; else printf '%s\n' "$word"; fi
    done | sha256sum | cut -c1-16
}

# current NAME COMMAND…: whether it runs and was started with this very command.
current() {
    local name=$1 known
    shift
    running "$name" && read -r _ _ known <"$KETEN_HOME/run/$name.pid" && [ "$known" = "$(print_of "$@")" ]
}

# launch NAME COMMAND…: $! is its id; the log of the one before it is kept as NAME.log.1.
launch() {
    local name=$1 log=$KETEN_HOME/log/$1.log
    shift
    if [ -s "$log" ]; then mv "$log" "$log.1"; fi
    setsid -- "$@" </dev/null >"$log" 2>&1 9>&- &
    printf '%s %s\n' "$!" "$(start_time "$!")" >"$KETEN_HOME/run/$name.pid"
}

# start NAME COMMAND…: unless it is current; one that was started otherwise (rebuilt, other settings) is replaced.
start() {
    if current "$@"; then return 0; fi
    stop 45 "$1"
    launch "$@"
    printf '%s %s %s\n' "$!" "$(start_time "$!")" "$(print_of "${@:2}")" >"$KETEN_HOME/run/$1.pid"
    disown "$!"
}

# in_session SESSION SIGNAL: to every process of the session that the process with that id leads.
in_session() {
    local file stat pid
    for file in /proc/[0-9]*/stat; do
        { read -r stat <"$file"; } 2>/dev/null || continue # It ended meanwhile.
        pid=${stat%% *}
        stat=${stat##*) }
        # shellcheck disable=SC2086
        set -- "$1" "$2" $stat
        # After the name: state, parent, group, session.
        if [ "$6" = "$1" ]; then kill -s "$2" "$pid" 2>/dev/null || true; fi
    done
}

# stop LIMIT NAME…: asks all of them at once, kills after LIMIT seconds what is left.
stop() {
    local limit=$1 name deadline signal left=()
    shift
    for name in "$@"; do
        if running "$name"; then
            # To Postgres this is "end sessions, then stop"; to the others an ordinary request to stop.
            signal=TERM
            if [ "$name" = postgres ]; then signal=INT; fi
            kill -s "$signal" "$PID" 2>/dev/null || true
            left+=("$name")
        fi
    done
    deadline=$((SECONDS + limit))
    for name in "${left[@]}"; do
        while running "$name" && ((SECONDS < deadline)); do sleep 0.1; done
        if running "$name"; then
            say "$name did not stop within $limit s and is killed"
            in_session "$PID" KILL
        fi
    done
    for name in "$@"; do rm -f "$KETEN_HOME/run/$name.pid"; done
}

# last_words NAME: why it ended, to stderr.
last_words() {
    local log=$KETEN_HOME/log/$1.log
    printf -- '--- the end of %s\n' "$log" >&2
    # After a crash the reason stands far before the end.
    { grep -E 'Fatal error:|Crashed:' "$log" || tail -n 20 "$log"; } >&2 || true
}

# begin COMMAND…: beside this script, in a session of its own; finish waits for it. One at a time.
FOREGROUND=
begin() {
    setsid -- env --default-signal=INT,QUIT -- "$@" </dev/null 9>&- &
    FOREGROUND=$!
    printf '%s %s\n' "$FOREGROUND" "$(start_time "$FOREGROUND")" >"$KETEN_HOME/run/foreground.pid"
}

# finish: the exit code of what was begun; what its children left running is ended.
finish() {
    local code=0
    wait "$FOREGROUND" || code=$?
    in_session "$FOREGROUND" KILL
    rm -f "$KETEN_HOME/run/foreground.pid"
    FOREGROUND=
    return "$code"
}

# run COMMAND…: in the foreground; a signal to this script ends it with all its children.
run() {
    begin "$@"
    finish
}

# For the trap of a script that may be interrupted in run or build, and for the watch over it.
end_foreground() {
    local file=$KETEN_HOME/run/foreground.pid pid started
    if [ ! -s "$file" ]; then return 0; fi
    read -r pid started <"$file"
    # Children may outlive the leader, whose id is then nobody else's.
    if [ ! -d "/proc/$pid" ] || [ "$(start_time "$pid")" = "$started" ]; then
        in_session "$pid" TERM
        sleep 0.5
        in_session "$pid" KILL
    fi
    rm -f "$file"
}

# every_process: the names of all that runs or ran in this home, Postgres not.
every_process() {
    local file name
    for file in "$KETEN_HOME"/run/*.pid; do
        name=$(basename "$file" .pid)
        case $name in '*' | postgres | foreground) ;; *) printf '%s\n' "$name" ;; esac
    done
}

# stop_everything: services first, then what they talk to, the database last.
stop_everything() {
    local name first=() second=()
    for name in $(every_process); do
        case $name in
            broker | identity) second+=("$name") ;;
            *) first+=("$name") ;;
        esac
    done
    stop 45 "${first[@]}"
    stop 5 "${second[@]}"
    stop 30 postgres
}

# guard: from now on all processes of this home end, and the home is wiped, when this script ends, kill -9 included.
guard() {
    setsid -- bash "$KETEN_REPO/deploy/lib/watch.sh" "$$" </dev/null >/dev/null 2>&1 9>&- &
    GUARD=$!
    disown "$GUARD"
}

# unguard: they may outlive this script after all.
unguard() { in_session "$GUARD" KILL; }
