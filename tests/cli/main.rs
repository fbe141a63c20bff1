//! The command line, as stories: the program itself, run on files of its own.

#![expect(clippy::unwrap_used, reason = "a story that cannot be told fails")]

mod abuse;
mod config;
mod demo;
mod export;
mod faults;
mod file;
mod import;
mod many;
mod shared;
mod verbs;
mod words;
mod world;
