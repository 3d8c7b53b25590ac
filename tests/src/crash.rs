//! Crashes at every await.
//!
//! Every await of a use case is a port call. So the ports are wrapped in a
//! [`Countdown`] that kills the process, as nothing can catch, at a call of a
//! given number; a program of its own walks a journey over them and dies, and
//! whoever started it looks at what it left behind.

pub mod books;
pub mod countdown;
pub mod house;
pub mod journey;
pub mod ports;
pub mod recovery;
pub mod telling;

pub use self::books::Books;
pub use self::countdown::{Countdown, Moment};
pub use self::house::House;
pub use self::journey::{Journey, Walker};
pub use self::telling::Receiver;
