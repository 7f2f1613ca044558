//! What a static host must send with the built page, from one source: `xtask` writes it into files for
//! common hosts, the emulator sends it (security.md §2.5).

pub mod base;
pub mod deployment;
pub mod headers;
pub mod host_files;
pub mod markup;
pub mod media;
pub mod offline;
pub mod pages;
pub mod product;
pub mod references;
pub mod registration;
