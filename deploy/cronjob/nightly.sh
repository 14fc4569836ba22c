#!/bin/sh
# One night: verify, load, and where something is wrong a bundle that explains it. Everything of a night lies in one folder.
# The exit code is the verdict's: 1 where a MUST or a gate failed, 3 where something could not be told, else that of whatever
# else went wrong; 0 only where everything passed.
#
# RESULTS   folder that outlives the job (default: /results)
# LOAD      profile to play after the verification; none where it is empty
# CALLERS   file of callers (default: /callers/callers.yaml, used where it exists)
# RUN_FLAGS more flags of "maas-verify run", such as --allow-changes
set -u
results=${RESULTS:-/results}
callers=${CALLERS:-/callers/callers.yaml}
night=$results/$(date -u +%Y%m%dT%H%M%SZ)
history=$results/history

identities=
[ -r "$callers" ] && identities="--identities $callers"

# A failure outweighs what could not be told, and that outweighs success; a bad call (2) or a signal outweighs them all.
worst() {
  for code in 2 130 137 143 1 3; do
    [ "$1" -eq "$code" ] || [ "$2" -eq "$code" ] || continue
    echo "$code"
    return
  done
  if [ "$1" -ne 0 ]; then echo "$1"; else echo "$2"; fi
}

# shellcheck disable=SC2086 # flags are words
maas-verify run $identities ${RUN_FLAGS:-} --history "$history" --out "$night/verify"
code=$?
if [ -n "${LOAD:-}" ]; then
  # shellcheck disable=SC2086
  maas-verify load "$LOAD" $identities --history "$history" --out "$night/load"
  code=$(worst "$code" $?)
fi
if [ "$code" -ne 0 ] && [ -f "$night/verify/verdict.json" ]; then
  # What a night has left to explain: a bundle that cannot be had changes no verdict.
  maas-verify diagnose --verdict "$night/verify/verdict.json" --out "$night/diagnosis.tar.gz" ||
    echo "nightly: no bundle was written (exit $?)" >&2
fi
echo "nightly: exit $code; results in $night" >&2
echo "$code" >"$results/exit-code"
exit "$code"
