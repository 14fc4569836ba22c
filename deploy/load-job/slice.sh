#!/bin/sh
# Plays the slice of this pod. A gate that fails in a slice is for the merge to tell: only what kept the slice from being
# played fails the pod. Verdicts are exit codes 1 and 3.
set -u
slice=$((JOB_COMPLETION_INDEX + 1))
out=${RESULTS:-/results}/load/slice-$slice
rm -f "$out/done"
maas-verify load "$PROFILE" --identities "${CALLERS:-/callers/callers.yaml}" --slice "$slice/$SLICES" --out "$out"
code=$?
case $code in
  0 | 1 | 3) ;;
  *) exit "$code" ;;
esac
[ -s "$out/samples.ndjson" ] || {
  echo "slice $slice/$SLICES has no samples (exit $code)" >&2
  exit 4
}
touch "$out/done"
