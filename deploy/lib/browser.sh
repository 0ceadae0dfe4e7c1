# shellcheck shell=bash
# The pages in a real browser: the whole chain on free ports, and selenium and axe from PyPI in an environment of its own.

# The environment stands beside what Swift built, so that only a change of the list fetches anything.
browser_python() {
    local list=$KETEN_REPO/Tests/Browser/requirements.txt folder=$KETEN_REPO/.build/browser-python started=$SECONDS
    BROWSER_PYTHON=$folder/bin/python
    if [ -x "$BROWSER_PYTHON" ] && cmp --silent "$list" "$folder/installed.txt"; then return 0; fi
    progress "fetching selenium and axe"
    rm -rf "$folder"
    {
        python3 -m venv "$folder" &&
            "$folder/bin/pip" install --disable-pip-version-check --requirement "$list" &&
            cp "$list" "$folder/installed.txt"
    } >"$KETEN_HOME/log/pip.log" 2>&1 || {
        last_words pip
        fail "selenium and axe could not be fetched from PyPI (above)"
    }
    done_line "fetched selenium and axe ($((SECONDS - started)) s)"
}

# browser_tests [MODULE…]: in a subshell, so that its settings reach no other tests.
browser_tests() {
    local code=0
    (
        unset DATABASE_URL KAFKA_BOOTSTRAP_SERVERS
        browser_python
        find_programs
        free_ports
        # Its data does not have to survive the machine.
        POSTGRES_OPTIONS=(-c fsync=off -c full_page_writes=off)
        # The tests say for whom a citizen's request is.
        export KETEN_TRUSTED_PROXIES=127.0.0.1
        stack_up
        export_addresses
        # shellcheck disable=SC2016
        run bash -o pipefail -c '"$@" 2>&1 | tee "$0"' "$KETEN_HOME/log/browser.log" \
            env --chdir="$KETEN_REPO/Tests/Browser" "$BROWSER_PYTHON" -B -m unittest --verbose "$@"
    ) || code=$?
    stop_everything
    return "$code"
}

# browser_failed: the modules of which a test failed in the last run; none, which is all of them, when it ended before it
# could tell, or tells of what belongs to no module.
browser_failed() {
    local log=$KETEN_HOME/log/browser.log
    if grep -E '^(FAIL|ERROR): ' "$log" | grep -qvE '\(test_[a-z]+[.)]'; then return 0; fi
    sed -n 's/^\(FAIL\|ERROR\): .*(\(test_[a-z]*\)[.)].*/\2/p' "$log" | sort -u
}
