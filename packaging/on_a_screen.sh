#!/usr/bin/env bash
# Run a program on a screen in memory that is its own, with a window manager and a screen reader's bus.
#   bash packaging/on_a_screen.sh PROGRAM [ARGUMENT...]
set -euo pipefail
export QT_QPA_PLATFORM=xcb QT_LINUX_ACCESSIBILITY_ALWAYS_ON=1
# The bus has its socket there, and two screens would take each other's.
[ -z "${XDG_RUNTIME_DIR:-}" ] || XDG_RUNTIME_DIR=$(mktemp -d "$XDG_RUNTIME_DIR/screen.XXXXXX")

# Real windows: the launcher comes first, or the program is never seen by a screen reader. Only the program itself may
# read what comes in and write what goes out: pytest speaks to its workers there.
# -r: on a busy machine a key is let go of late, and would be repeated: Alt+T, repeated, shuts the menu that it opened.
# shellcheck disable=SC2016
exec xvfb-run -a -s '-screen 0 1366x768x24 -r' dbus-run-session -- bash -c '
  [ ! -x /usr/libexec/at-spi-bus-launcher ] ||
    /usr/libexec/at-spi-bus-launcher --launch-immediately </dev/null >/dev/null 2>&1 &
  openbox </dev/null >/dev/null 2>&1 &
  sleep 1
  "$@" && code=0 || code=$?
  kill $(jobs -p) 2>/dev/null
  exit $code' on_a_screen "$@"
