# Starts a PostgreSQL server from the programs in folder $1 on a scratch folder,
# says the folder, and stops the server and removes the folder at the end of
# standard input. For tests alone: it trusts everybody who reaches its socket and
# does not survive a crash of the machine.
set -eu
programs=$1
scratch=$(mktemp -d "${TMPDIR:-/tmp}/bursar-postgres.XXXXXX")

# The server refuses to run as root.
as_user() {
    if [ "$(id -u)" != 0 ]; then
        "$@"
    elif command -v setpriv >/dev/null; then
        setpriv --reuid=postgres --regid=postgres --clear-groups "$@"
    else
        su postgres -s /bin/sh -c '"$0" "$@"' -- "$@"
    fi
}

stop() {
    status=$?
    as_user "$programs/pg_ctl" stop -D "$scratch/data" -m immediate >/dev/null 2>&1 || true
    if [ "$status" != 0 ]; then tail -n 5 "$scratch/log" >&2 || true; fi
    cd /
    rm -rf "$scratch"
}
trap stop EXIT
trap 'exit 1' HUP INT TERM
# Should nobody listen any more, saying so fails instead of ending this unstopped.
trap '' PIPE

if [ "$(id -u)" = 0 ]; then chown postgres "$scratch"; fi
cd "$scratch"
: >log
as_user "$programs/initdb" -D "$scratch/data" -U bursar -A trust -E UTF8 --no-locale -N \
    >>log 2>&1
if [ "$(id -u)" = 0 ]; then chown postgres log; fi
as_user "$programs/pg_ctl" start -D "$scratch/data" -l "$scratch/log" -t 30 -w -o "\
-c listen_addresses='' -c unix_socket_directories='$scratch' -c max_connections=300 \
-c shared_buffers=64MB -c fsync=off -c synchronous_commit=off -c full_page_writes=off" \
    >/dev/null 2>&1
echo "$scratch"
read -r _ || true
