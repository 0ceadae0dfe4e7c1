# shellcheck shell=bash
# Building with visible progress: what the compiler does now while it works, one line with the seconds when it is done.

# build LABEL ARGUMENT…: `swift build` with those arguments, after those in KETEN_BUILD_FLAGS; a later --package-path
# overrules the repository's.
build() {
    local label=$1 started=$SECONDS log=$KETEN_HOME/log/build.log code=0
    shift
    local flags=()
    read -ra flags <<<"${KETEN_BUILD_FLAGS:-}"
    # No editor reads what it builds, so no index is made.
    begin swift build --disable-index-store --package-path "$KETEN_REPO" "${flags[@]}" "$@" >"$log" 2>&1
    while start_time "$FOREGROUND" >/dev/null; do
        progress "building $label, $((SECONDS - started)) s: $(tail -n 1 "$log")"
        sleep 0.5
    done
    finish || code=$?
    if ((code != 0)); then
        done_line "building $label failed after $((SECONDS - started)) s"
        { grep -E 'error:' "$log" | sort -u | sed -n 1,40p || tail -n 40 "$log"; } >&2
        fail "swift build failed (above)"
    fi
    done_line "built $label ($((SECONDS - started)) s)"
}

PRODUCTS=("${SERVICES[@]}" keten keten-dev)
CONFIGURATION=debug

# find_programs: sets PROGRAMS to the folder with the executables.
find_programs() {
    local product
    PROGRAMS=$(swift build --package-path "$KETEN_REPO" --configuration "$CONFIGURATION" --show-bin-path)
    for product in "${PRODUCTS[@]}"; do
        [ -x "$PROGRAMS/$product" ] || fail "$product was not built yet: leave out --no-build"
    done
}

# build_products: one at a time.
build_products() {
    local product
    for product in "${PRODUCTS[@]}"; do
        build "$product" --configuration "$CONFIGURATION" --product "$product"
    done
    find_programs
}
