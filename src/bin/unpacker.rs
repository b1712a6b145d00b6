//! Unpacks the engine in the page: LZMA makes it a fifth smaller than what browsers unpack themselves.
//!
//! A module of WebAssembly of its own, without glue: [`room`] says where the packed bytes are put, [`unpack`] how many they
//! are unpacked, and [`unpacked`] where those stand. `packer` packs, and the shim calls these three in this order.

use lzma_rust2::{LzmaReader, Read};
use std::sync::{Mutex, PoisonError};

static PACKED: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static UNPACKED: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Where so many packed bytes are to be put.
// No other function here, nor in what is linked, has the name of this one or of the next two.
#[unsafe(no_mangle)]
pub extern "C" fn room(length: usize) -> *const u8 {
    let mut packed = PACKED.lock().unwrap_or_else(PoisonError::into_inner);
    *packed = vec![0; length];
    packed.as_ptr()
}

/// Unpacks what was put there, how long it is unpacked and an `.lzma` file; how many bytes there are then, 0 when it is not
/// whole.
#[unsafe(no_mangle)]
pub extern "C" fn unpack() -> usize {
    let packed = std::mem::take(&mut *PACKED.lock().unwrap_or_else(PoisonError::into_inner));
    let bytes = unpacked_of(&packed).unwrap_or_default();
    let length = bytes.len();
    *UNPACKED.lock().unwrap_or_else(PoisonError::into_inner) = bytes;
    length
}

fn unpacked_of(packed: &[u8]) -> Option<Vec<u8>> {
    let (length, packed) = packed.split_first_chunk()?;
    let mut bytes = vec![0; u32::from_le_bytes(*length) as usize];
    let mut reader = LzmaReader::new_mem_limit(packed, u32::MAX, None).ok()?;
    reader.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

/// Where the unpacked bytes stand.
#[unsafe(no_mangle)]
pub extern "C" fn unpacked() -> *const u8 {
    UNPACKED.lock().unwrap_or_else(PoisonError::into_inner).as_ptr()
}
