#!/usr/bin/env bash
# Install what Liaison Desk needs and open it on a sample school's records.
#   bash packaging/start.sh           opens the window
#   bash packaging/start.sh --check   for a machine without a screen: makes a report of the sample instead
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

usage() { sed -n '2,4s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

check=no
for argument in "$@"; do
  case $argument in
    --check) check=yes ;;
    -h | --help) usage && exit 0 ;;
    *) usage >&2 && fail "start.sh does not know $argument." ;;
  esac
done

if [ "$check" = no ]; then
  [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] ||
    fail "there is no screen here to open a window on. Use: bash packaging/start.sh --check"
  system "${qt_needs[@]}"
else
  system
fi
environment run

sample=$("$venv/bin/python" -c 'from desktop.places import sample_book; print(sample_book())')
folder=$(dirname -- "$sample")
mkdir -p -- "$folder" || fail "the folder $folder cannot be made."
if [ ! -e "$sample" ]; then
  say "Making the sample school's records in $sample"
  # Under another name until it is whole: a half-made sample must not be opened the next time.
  rm -f -- "$folder"/unfinished.liaison*
  "$venv/bin/liaison" --quiet new "$folder/unfinished.liaison" --example-data --no-passphrase >&2 ||
    fail "the sample records could not be made."
  mv -- "$folder/unfinished.liaison" "$sample"
  rm -f -- "$folder"/unfinished.liaison*
fi

if [ "$check" = yes ]; then
  report=$folder/example-board-paper.pdf
  "$venv/bin/liaison" --book "$sample" report board-paper --format pdf --output "$report" --force >&2 ||
    fail "the report could not be made."
  say "Everything works. The sample school's board paper is in $report"
else
  say "Opening the sample school's records, $sample"
  exec "$venv/bin/liaison" --book "$sample"
fi
