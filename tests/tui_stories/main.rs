//! Stories of the screen: keys go in, and what is on the screen comes out.

mod actions;
mod at;
mod many;
mod screens;
