#!/usr/bin/env bash
# Install what the tests of Liaison Desk need and run them all.
#   bash packaging/test.sh [--full] [--setup-only] [PYTEST ARGUMENTS]
# --full also installs LibreOffice, so that the tests opening workbooks in it run instead of being skipped.
# --setup-only installs and runs nothing. Everything else goes to pytest: -k words, tests/models, -x ...
set -euo pipefail
# shellcheck source=packaging/setup.sh
. "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

test_needs=(
  "${qt_needs[@]}"
  # A screen in memory, a window manager (without one nothing gets the keyboard), a hand to type and press.
  cmd:xvfb-run=xvfb cmd:xauth=xauth cmd:openbox=openbox cmd:xdotool=xdotool
  # What a screen reader sees, read from outside the program.
  file:/usr/libexec/at-spi-bus-launcher=at-spi2-core cmd:dbus-run-session=dbus-daemon
  file:/usr/lib/python3/dist-packages/gi=python3-gi
  'file:/usr/lib/*/girepository-1.0/Atspi-2.0.typelib=gir1.2-atspi-2.0'
  file:/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf=fonts-dejavu-core
  # Other people's readers of our PDF files; the Java ones run veraPDF.
  cmd:pdftoppm=poppler-utils cmd:qpdf=qpdf
  cmd:javac=default-jdk-headless file:/usr/share/java/jaxb-runtime.jar=libjaxb-java
  # What the program asks of the system while it reads files from elsewhere.
  cmd:strace=strace
)
database_need='file:/usr/lib/postgresql/*/bin/initdb=postgresql'

# Debian's package would set up and start a database server for the whole machine. The tests start their own and
# stop it, so the package's setting is held off while it is installed, and put back.
need_database() {
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && return
  have_apt || { need "$database_need" && return; }
  need file:/usr/share/postgresql-common/createcluster.conf=postgresql-common
  local settings=/etc/postgresql-common/createcluster.conf
  as_root sed -i.liaison-before 's/^#\{0,1\}create_main_cluster.*/create_main_cluster = false/' "$settings"
  (need "$database_need") || local failed=1
  as_root mv "$settings.liaison-before" "$settings"
  [ -z "${failed:-}" ] || exit 1
}

# A closed standard input would hand its number to the next file opened.
[ -t 0 ] || exec </dev/null

full=no setup_only=no arguments=()
for argument in "$@"; do
  case $argument in
    --full) full=yes ;;
    --setup-only) setup_only=yes ;;
    *) arguments+=("$argument") ;;
  esac
done

[ "$full" = no ] || test_needs+=(
  cmd:soffice=libreoffice-calc 'file:/usr/lib/libreoffice/program/libswlo.so=libreoffice-writer'
)
system "${test_needs[@]}"
need_database
environment test
[ "$setup_only" = no ] || exit 0

# The tests get places of their own: nobody's records or settings are touched, whatever a test does.
private=$(mktemp -d "${TMPDIR:-/tmp}/liaison-test.XXXXXX")
trap 'rm -rf -- "$private"' EXIT
trap 'exit 130' INT
export XDG_RUNTIME_DIR=$private/run XDG_DATA_HOME=$private/data XDG_CONFIG_HOME=$private/config
mkdir -m 700 "$XDG_RUNTIME_DIR" "$XDG_DATA_HOME" "$XDG_CONFIG_HOME"
cd -- "$root"

worst=0 ran=0
# round HEADING WHERE PYTEST-OPTION...: its words are kept too, for the sum at the end.
round() {
  local heading=$1 where=$2 code=0
  shift 2
  printf '\n== Tests: %s ==\n' "$heading"
  "$where" "$venv/bin/python" -m pytest "${colour[@]}" "$@" ${arguments[@]+"${arguments[@]}"} 2>&1 |
    tee "$private/$heading.txt" || code=${PIPESTATUS[0]}
  case $code in
    0) ran=1 ;;
    5) ;; # No test of this kind, or none among those asked for.
    *) worst=1 ran=1 ;;
  esac
}
colour=(--color=auto)
[ ! -t 1 ] || colour=(--color=yes)

in_memory() { env QT_QPA_PLATFORM=offscreen "$@"; }

on_a_screen() { bash "$root/packaging/on_a_screen.sh" "$@"; }
# Each of the two workers has a screen and a keyboard of its own; the tests of a file share a program, so they stay
# together. This process has a screen too, for those who ask for -n 0.
screens=(--dist loadfile --tx "2*popen//python=bash '$root/packaging/on_a_screen.sh' '$venv/bin/python'")

round 'windows in memory' in_memory -n 2 --dist worksteal --durations=25 -m 'not xvfb and not benchmark'
# A plugin that lends a screen of its own, where it is installed, would take the program away from the window manager.
round 'windows on a screen' on_a_screen -p no:xvfb "${screens[@]}" --durations=10 -m xvfb
! compgen -G 'tests/benchmarks/test_*.py' >/dev/null ||
  round 'against the clock' in_memory -m 'benchmark and not xvfb'

# The closing lines added up, because the last alone would hide the others.
sed 's/\x1b\[[0-9;]*m//g' "$private"/*.txt | awk '
  /^(=+ )?[0-9]+ [a-z]+.* in [0-9.]+s/ {
    for (i = 2; i <= NF; i++) {
      if ($i ~ /^passed,?$/) passed += $(i - 1)
      if ($i ~ /^(failed|errors?),?$/) failed += $(i - 1)
      if ($i ~ /^skipped,?$/) skipped += $(i - 1)
    }
  }
  END { printf "\nTotal: %d passed, %d failed, %d skipped\n", passed, failed, skipped }'
[ "$ran" = 1 ] || fail "no test ran."
exit "$worst"
