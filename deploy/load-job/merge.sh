#!/bin/sh
# Waits until every slice is there, and judges them as the one run that they are.
set -u
results=${RESULTS:-/results}/load
slices=
slice=1
while [ "$slice" -le "$SLICES" ]; do
  until [ -e "$results/slice-$slice/done" ]; do sleep "${LOOK_SECONDS:-5}"; done
  slices="$slices $results/slice-$slice"
  slice=$((slice + 1))
done
# shellcheck disable=SC2086 # folders are words
maas-verify load merge $slices --out "$results/all"
code=$?
# The next run must not find the slices of this one.
mv "$results" "$results-$(date -u +%Y%m%dT%H%M%SZ)"
exit "$code"
