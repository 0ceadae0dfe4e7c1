# shellcheck shell=bash
# Random passwords and keys, made once, in files that only their owner reads.

# secret FILE COMMAND…: writes the command's output unless the file has content.
secret() {
    local file=$1
    shift
    if [ ! -s "$file" ]; then
        (umask 077 && "$@" >"$file.new" && mv "$file.new" "$file")
    fi
}

random_password() { head -c 24 /dev/urandom | base64 --wrap=0 | tr '+/' '-_'; }

# random_key VERSION: a line of a key file, 256 bits.
random_key() { printf '%s %s\n' "$1" "$(head -c 32 /dev/urandom | base64 --wrap=0)"; }

# make_secrets FOLDER
make_secrets() {
    local folder=$1 service role
    secret "$folder/postgres-password" random_password
    for service in "${SERVICES[@]}"; do
        role=$(schema_of "$service")
        secret "$folder/$role-password" random_password
        secret "$folder/${role}_owner-password" random_password
    done
    secret "$folder/keys" random_key v1
    secret "$folder/pseudonym" random_key 1
}

# client_secret IDENTITIES CLIENT: from the development identity provider's file.
client_secret() {
    sed 's/[{},]/\n/g' "$1" | sed -E 's/^[[:space:]-]+//; s/[[:space:]]+$//' | awk -F ': *' -v client="$2" '
        $1 == "id" { found = ($2 == client) }
        found && $1 == "secret" && !told { gsub(/["\047]/, "", $2); print $2; told = 1 }'
}
