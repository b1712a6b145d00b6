//! The browser: the only module that names web-sys.
