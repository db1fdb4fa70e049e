# What start.sh and test.sh share: system packages, the Python environment, and words for the person waiting.
# Sourced, never run. Bash, because paths may hold blanks and lists must stay lists.
# shellcheck shell=bash

root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)
venv=$root/.venv
export PIP_DISABLE_PIP_VERSION_CHECK=1

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "Stopped: $*"
  exit 1
}

# Qt in memory ("offscreen") needs the first six; a window on a screen the next five; printing the last.
qt_needs=(
  lib:libGL.so.1=libgl1
  lib:libEGL.so.1=libegl1
  lib:libxkbcommon.so.0=libxkbcommon0
  lib:libglib-2.0.so.0=libglib2.0-0
  lib:libfontconfig.so.1=libfontconfig1
  lib:libdbus-1.so.3=libdbus-1-3
  lib:libxcb-cursor.so.0=libxcb-cursor0
  lib:libxcb-icccm.so.4=libxcb-icccm4
  lib:libxcb-keysyms.so.1=libxcb-keysyms1
  lib:libxkbcommon-x11.so.0=libxkbcommon-x11-0
  lib:libxcb-shape.so.0=libxcb-shape0
  lib:libcups.so.2=libcups2
)

have_apt() { command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; }

# Whether a need is met. Things are looked for, not packages: package names differ from one Debian or Ubuntu
# to the next (libglib2.0-0t64), and a machine without apt may well have the library.
is_met() {
  case $1 in
    lib:*) grep -qF -- "${1#lib:} " <<<"$known_libraries" ;;
    cmd:*) command -v -- "${1#cmd:}" >/dev/null ;;
    py:*) [ -n "$python" ] && "$python" -c "import ${1#py:}" >/dev/null 2>&1 ;;
    file:*) compgen -G "${1#file:}" >/dev/null ;;
    *) fail "setup.sh does not know the need $1" ;;
  esac
}

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@" </dev/null
  else
    sudo env DEBIAN_FRONTEND=noninteractive "$@"
  fi
}

# apt calls it a success when nothing could be fetched, unless told.
apt_update() { as_root apt-get update -q -o APT::Update::Error-Mode=any >&2; }
apt_install() { as_root apt-get install -y -q --no-install-recommends "$@" >&2; }

# Install the packages of those NEED=PACKAGE that are not met: lib:SONAME, cmd:NAME, py:MODULE or file:GLOB.
need() {
  local pair missing=() known_libraries
  known_libraries=$( (ldconfig -p || /sbin/ldconfig -p) 2>/dev/null)
  for pair in "$@"; do
    is_met "${pair%=*}" || missing+=("${pair##*=}")
  done
  [ ${#missing[@]} -eq 0 ] || install_packages "${missing[@]}"
}

install_packages() {
  if ! have_apt; then
    say "These were not found, and there is no apt here to install them: $*."
    say "Carrying on. If something does not open, install them by this system's own means."
    return 0
  fi
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    fail "some system packages are missing. Ask an administrator to run: apt-get install $*"
  fi
  say "Installing these system packages with apt: $*"
  # The package lists are fetched only when apt cannot do without: they take longer than all the rest.
  apt-get install -s -q --no-install-recommends "$@" >/dev/null 2>&1 || apt_update ||
    fail "the list of system packages could not be fetched. Check the internet connection, then run this again."
  apt_install "$@" || { apt_update && apt_install "$@"; } ||
    fail "apt could not install: $*. Its own words are above. Check the internet connection, then run this again."
}

new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# Set `python` to a Python of 3.11 or newer, or to nothing.
look_for_python() {
  local name
  python=
  for name in ${PYTHON:+"$PYTHON"} python3 python3.11 python3.12 python3.13 python3.14; do
    if command -v -- "$name" >/dev/null && new_enough "$name"; then
      python=$name
      return
    fi
  done
}

# The system packages: what Python itself needs, and NEED=PACKAGE ... besides, all in one go.
system() {
  local needs=(cmd:python3=python3 py:ensurepip=python3-venv)
  # Debian's pip trusts the system's certificates, other systems keep theirs elsewhere.
  ! have_apt || needs+=(file:/etc/ssl/certs/ca-certificates.crt=ca-certificates)
  look_for_python
  if [ -z "$python" ] && command -v python3 >/dev/null; then
    fail "Liaison Desk needs Python 3.11 or newer, and this machine has $(python3 --version 2>&1)." \
      "Install a newer one, then run this again with PYTHON=/path/to/python3 before the command."
  fi
  need "${needs[@]}" "$@"
}

# An environment knows its own place: after a move or a copy its commands point elsewhere, so it is made afresh.
environment_is_sound() {
  local made_by
  [ -r "$venv/pyvenv.cfg" ] && new_enough "$venv/bin/python" || return 1
  made_by=$(sed -n 's/^command = //p' "$venv/pyvenv.cfg")
  [ -z "$made_by" ] || [ "$made_by" != "${made_by% "$venv"}" ]
}

pip_install() {
  "$venv/bin/python" -m pip install --progress-bar off "$@" >>"$venv/install.log" 2>&1 </dev/null && return
  tail -n 12 "$venv/install.log" >&2
  fail "the Python libraries could not be installed; pip's last words are above, all of them in $venv/install.log." \
    "The internet is needed this once. Check the connection, then run this again."
}

# Make .venv hold the program ("run") or the program and what its tests need ("test"), unless it does already.
environment() {
  local kind=$1 stamp
  # Making it afresh would empty the folder behind the link, which is somebody else's.
  [ ! -L "$venv" ] ||
    fail "$venv is a link to another folder ($(readlink -- "$venv")), which is not changed. Remove the link, then run this again."
  if ! environment_is_sound; then
    look_for_python
    [ -n "$python" ] || fail "Liaison Desk needs Python 3.11 or newer, and this machine has none. Install it, then run this again."
    "$python" -c 'import ensurepip, venv' >/dev/null 2>&1 ||
      fail "$python cannot make an environment: its modules venv and ensurepip are missing. Install them, then run this again."
    say "Making a Python environment in $venv"
    "$python" -m venv --clear "$venv" >&2 || fail "no environment could be made in $venv. Is the folder writable, the disk full?"
  fi
  # What pip was told: the project file, this Python and place, and the packages there are.
  stamp=$( (cat "$root/pyproject.toml" "$venv/pyvenv.cfg" && compgen -G "$root/*/__init__.py") | sha256sum | cut -d ' ' -f 1)
  [ "$(cat "$venv/$kind.stamp" 2>/dev/null)" != "$stamp" ] || return 0
  : >"$venv/install.log"
  say "Installing the Python libraries (about 300 MB; a minute or two the first time)"
  if [ "$kind" = test ]; then
    # Debian's pip is older than dependency groups.
    pip_install 'pip>=25.1'
    pip_install --editable "$root" --group "$root/pyproject.toml:dev"
    printf '%s\n' "$stamp" >"$venv/run.stamp"
  else
    pip_install --editable "$root"
  fi
  printf '%s\n' "$stamp" >"$venv/$kind.stamp"
}
