//! Runs the tests of `tests/wasm.rs` in a headless browser. It is wasm-bindgen's own runner, built from the same lock
//! file, so that its version cannot differ from the crate's.

fn main() -> anyhow::Result<()> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(std::env::args_os())
}
