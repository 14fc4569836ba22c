#!/usr/bin/env bash
# The README as somebody follows it who has only a bare Debian with Node.js, npm and git, and no rights beyond his home:
# two commands to a report of the sandbox, two to one of a cluster (a sandbox that runs outside). Needs root, debootstrap,
# jq and Debian's archive; some five minutes. Fails where a command does not end as it should, or a report is missing.
#   SUITE=trixie tests/tools/empty-machine.sh
set -euo pipefail
checkout="$(cd "$(dirname "$0")/../.." && pwd)"
work="$(mktemp -d)"
machine="$work/machine"
sandbox=

clean_up() {
  [ -z "$sandbox" ] || { kill "$sandbox" && wait "$sandbox"; } 2>/dev/null || true
  ! mountpoint -q "$machine/proc" || umount "$machine/proc"
  rm -rf "$work"
}
trap clean_up EXIT

say() { printf '\n== %s\n' "$1"; }

say "a bare ${SUITE:=trixie} with Node.js, npm and git"
debootstrap --variant=minbase "$SUITE" "$machine" http://deb.debian.org/debian >"$work/debootstrap.log"
mount --bind /proc "$machine/proc"
cp /etc/resolv.conf "$machine/etc/"
inside() { chroot "$machine" /usr/bin/env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin DEBIAN_FRONTEND=noninteractive "$@"; }
inside apt-get install -y -qq --no-install-recommends nodejs npm git ca-certificates >"$work/apt.log" 2>&1
# A machine whose way out has a certificate of its own says so by this variable.
[ -z "${NODE_EXTRA_CA_CERTS:-}" ] || cp "$NODE_EXTRA_CA_CERTS" "$machine/etc/extra-ca.pem"
inside useradd --create-home newcomer
git clone -q --bare "$checkout" "$machine/home/newcomer/origin.git"
inside chown -R newcomer:newcomer /home/newcomer

# Runs words of the newcomer's shell in his home; the exit code is theirs.
newcomer() {
  inside runuser -u newcomer -- /usr/bin/env -i HOME=/home/newcomer PATH=/usr/bin:/bin \
    ${NODE_EXTRA_CA_CERTS:+NODE_EXTRA_CA_CERTS=/etc/extra-ca.pem} bash -c "cd; $1"
}
# What has no browser and no oc is inconclusive (3), and nothing else may be wrong.
ends_inconclusive() {
  local code=0
  newcomer "$1" || code=$?
  [ "$code" -eq 3 ] || { echo "exit code $code instead of 3: $1" >&2; exit 1; }
}
has_report() {
  local folder="$machine/home/newcomer/$1/maas-verify-out"
  [ -s "$folder/report.html" ] || { echo "$1: no report" >&2; exit 1; }
  jq -e '[.checks[] | select(.verdict == "pass")] | length > 140' "$folder/verdict.json" >/dev/null ||
    { echo "$1: the verdict has hardly anything that passed" >&2; exit 1; }
}

say 'a report of the sandbox: git clone, npm start'
ends_inconclusive 'git clone -q origin.git first && cd first && npm start'
has_report first

say 'a report of a cluster: git clone, npx maas-verify run'
ready="$work/ready.json"
"$checkout/cli/maas-verify.mjs" sandbox --ready-file "$ready" >"$work/sandbox.log" 2>&1 &
sandbox=$!
for _ in $(seq 60); do [ -s "$ready" ] || sleep 1; done
home="$machine/home/newcomer"
cp "$(jq -r .kubeconfig "$ready")" "$home/kubeconfig"
cp "$(jq -r .caFile "$ready")" "$home/ca.pem"
(umask 077 && jq '{identities}' "$ready" >"$home/callers.json")
inside chown newcomer:newcomer /home/newcomer/kubeconfig /home/newcomer/ca.pem /home/newcomer/callers.json
ends_inconclusive "git clone -q origin.git second && cd second && npx maas-verify run --kubeconfig ~/kubeconfig \
  --gateway-url $(jq -r .gatewayUrl "$ready") --ca ~/ca.pem --identities ~/callers.json -o short"
has_report second

say 'both reports are there'
