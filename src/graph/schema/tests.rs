//! What reading and editing must keep.
