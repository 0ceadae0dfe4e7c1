# shellcheck shell=bash
# The Debian packages that building and running need: only what is missing is installed, with one apt-get update.

# present PACKAGE: by what it brings, so that a program from elsewhere counts too.
present() {
    case $1 in
        ca-certificates) [ -s /etc/ssl/certs/ca-certificates.crt ] ;;
        git | curl | python3 | kcat | pkg-config | gcc | openssl) command -v "$1" ;;
        libpq-dev) pkg-config --exists libpq ;;
        librdkafka-dev) pkg-config --exists rdkafka ;;
        libcurl4-openssl-dev) pkg-config --exists libcurl ;;
        zlib1g-dev) pkg-config --exists zlib ;;
        postgresql) postgres_programs ;;
        binutils) command -v ld ;;
        # Other programs have this name too.
        spin) [[ $(spin -V) == "Spin Version"* ]] ;;
        libc6-dev) [ -e /usr/include/stdio.h ] ;;
        libstdc++-12-dev) compgen -G '/usr/include/c++/*/vector' ;;
        *) [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$1")" = installed ] ;;
    esac >/dev/null 2>&1
}

# The folder with initdb and postgres: the newest version installed.
postgres_programs() {
    local found
    found=$(compgen -G '/usr/lib/postgresql/*/bin/initdb' | sort --version-sort | tail -n 1)
    if [ -z "$found" ]; then found=$(command -v initdb) || return 1; fi
    dirname "$(readlink -f "$found")"
}

# need_packages PACKAGE…
need_packages() {
    local package missing=() rights=()
    for package in "$@"; do
        present "$package" || missing+=("$package")
    done
    if [ ${#missing[@]} -eq 0 ]; then return 0; fi
    local command="apt-get install -y --no-install-recommends ${missing[*]}"
    command -v apt-get >/dev/null || fail "missing: ${missing[*]}; install them and try again"
    if ((EUID != 0)); then
        # Asks for a password where someone can type it.
        if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || { [ -t 0 ] && sudo -v; }; }; then
            rights=(sudo)
        else
            fail "Debian packages are missing and you have no rights for apt: run this as root, then try again: $command"
        fi
    fi
    local log started=$SECONDS
    log=$(mktemp)
    say "installing Debian packages: ${missing[*]}"
    # shellcheck disable=SC2086
    if ! { "${rights[@]}" apt-get update && "${rights[@]}" env DEBIAN_FRONTEND=noninteractive $command; } \
        </dev/null >"$log" 2>&1; then
        tail -n 15 "$log" >&2
        rm -f "$log"
        fail "apt-get failed (above): run this as root, then try again: apt-get update && $command"
    fi
    rm -f "$log"
    done_line "installed Debian packages ($((SECONDS - started)) s)"
}

# The first row is what a Swift toolchain itself needs to run, the second what it needs to link, the third our libraries.
BUILD_PACKAGES=(
    ca-certificates git libcurl4 libedit2 libncurses6 libsqlite3-0 libxml2 tzdata
    binutils libc6-dev libstdc++-12-dev zlib1g-dev
    pkg-config libpq-dev librdkafka-dev libcurl4-openssl-dev
)
RUN_PACKAGES=(postgresql curl python3 kcat)
# For the tests only: a mail server, and a wrong clock for one process.
TEST_PACKAGES=(openssl python3-aiosmtpd libfaketime)
BROWSER_PACKAGES=(chromium chromium-driver fonts-dejavu-core python3-venv)
MODEL_PACKAGES=(spin gcc libc6-dev python3)

# need_tools: Swift, the one thing that apt on Debian 12 does not have, and the packages.
need_tools() {
    local advice version
    advice="install Swift 6.2 or later (https://www.swift.org/install/linux) so that 'swift' is in your PATH, then try again"
    command -v swift >/dev/null || fail "no Swift toolchain found: $advice"
    need_packages "${BUILD_PACKAGES[@]}" "${RUN_PACKAGES[@]}"
    version=$(swift --version 2>/dev/null | grep -oE 'Swift version [0-9]+\.[0-9]+' | grep -oE '[0-9.]+$') ||
        fail "'swift --version' does not work: $advice"
    if [ "$(printf '6.2\n%s\n' "$version" | sort --version-sort | sed -n 1p)" != 6.2 ]; then
        fail "Swift $version is too old: $advice"
    fi
}
