# Shared by the set-up scripts: sourced, not run.
# shellcheck shell=bash

say() { printf '%s\n' "$*" >&2; }
has() { command -v "$1" >/dev/null 2>&1; }

# Run a talkative command; what it said is shown only when it fails.
quietly() {
    local output
    output="$("$@" 2>&1)" || { printf '%s\n' "$output" >&2; return 1; }
}

# The fingerprint of the files named, whatever their dates: a fresh checkout of the same lock is the same.
fingerprint() { cat -- "$@" | sha256sum | cut -d' ' -f1; }
is_current() { [ -f "$1" ] && [ "$(cat -- "$1")" = "$2" ]; }

# The Python the environment is made from: 3.11 as in production when there is one, else a newer one.
# It is run, not only looked up: version managers leave commands that only explain why they do nothing.
find_python() {
    local candidate
    for candidate in ${PYTHON:-python3.11 python3 python3.13 python3.12}; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            command -v "$candidate"
            return
        fi
    done
    return 1
}
