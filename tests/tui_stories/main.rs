//! Stories of the screen: keys go in, and what is on the screen comes out.

mod actions;
mod at;
mod history;
mod keys;
mod looks;
mod many;
mod mouse;
mod pipeline;
mod reach;
mod screens;
