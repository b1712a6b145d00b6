//! Who says each quotation.
