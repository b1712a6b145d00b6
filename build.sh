#!/usr/bin/env bash
# Builds Saidwho:   ./build.sh   (dist/saidwho.html and target/release/saidwho)
# Tests it:         ./build.sh test
# Its models:       ./build.sh train [FOLDER]
# Pictures of it:   ./build.sh screenshots   (target/screenshots)
set -euo pipefail
cd "$(dirname "$0")"
say() { printf '· %s\n' "$*"; }
command -v cargo >/dev/null || { echo "Rust is missing. Install it with rustup: https://rustup.rs" >&2; exit 1; }

wasm_target() {
  if ! rustup target list --installed | grep -q wasm32-unknown-unknown; then
    say "adding the wasm32-unknown-unknown target"
    rustup target add wasm32-unknown-unknown
  fi
}

app() {
  wasm_target
  say "compiling the engine to WebAssembly"
  cargo build --quiet --lib --profile wasm --target wasm32-unknown-unknown
  say "packing dist/saidwho.html"
  mkdir -p dist
  cargo run --quiet --features packer --bin packer -- target/wasm32-unknown-unknown/wasm/saidwho.wasm www models dist/saidwho.html
}

browser_tests() {
  command -v npm >/dev/null || { echo "npm is missing, which the browser tests need. Install it: apt install npm" >&2; exit 1; }
  if [ -z "${CHROMIUM:-}" ] && ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
    [ "$(id -u)" = 0 ] || { echo "Chromium is missing. Install it: sudo apt install chromium" >&2; exit 1; }
    say "installing chromium"
    apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
  fi
  say "running the browser tests"
  npm ci --silent --ignore-scripts
  node --test tests/browser/
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
    cargo fmt --check
    cargo clippy --all-targets --quiet -- -D warnings
    cargo test
    wasm_target
    cargo clippy --lib --target wasm32-unknown-unknown --quiet -- -D warnings
    app
    browser_tests
    ;;
  screenshots)
    app
    SCREENSHOTS=1 browser_tests
    cp target/screenshots/1440-light.png docs/screenshot.png
    ;;
  *) echo "usage: ./build.sh [app|test|screenshots|train [FOLDER]]" >&2; exit 2 ;;
esac
