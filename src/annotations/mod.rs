//! The one list of annotations, the machine's and the reader's.
