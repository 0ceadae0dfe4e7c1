#!/usr/bin/env bash
# watch.sh OWNER: waits until the process OWNER is gone, however it went, then ends all that runs in KETEN_HOME and
# wipes it. Started by `guard`.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/base.sh"
source "$KETEN_REPO/deploy/lib/home.sh"
source "$KETEN_REPO/deploy/lib/process.sh"

tail --pid="$1" --sleep-interval=0.5 --follow /dev/null
end_foreground
stop_everything
wipe_home
