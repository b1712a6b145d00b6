#![no_main]
libfuzzer_sys::fuzz_target!(|bytes: &[u8]| saidwho_fuzz::cleaned(bytes));
