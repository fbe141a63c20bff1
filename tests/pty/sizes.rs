//! Any size, and many of them in a moment.
use crate::seat::Seat;

#[test]
fn every_size_is_drawn() {
    let mut seat = Seat::take();
    let sizes = [
        (1, 1),
        (2, 1),
        (1, 50),
        (500, 1),
        (500, 200),
        (59, 16),
        (60, 15),
        (60, 16),
        (61, 17),
        (80, 24),
        (200, 5),
        (10, 200),
        (3, 3),
        (120, 40),
    ];
    for open in ["", "\r", "\x1bo", "\x1bL", "\x1b4", "1?", "\x1b:", "\x1b/a", "\x1bx", "\x1be", "\x1b1W", "\x1bv"] {
        // An escape on its own, or it is the start of a key.
        for key in open.chars() {
            seat.press(&key.to_string());
            seat.settle();
        }
        for (columns, rows) in sizes {
            seat.resize(columns, rows);
            seat.settle();
            assert!(
                seat.child.try_wait().unwrap().is_none(),
                "{columns}×{rows} after {open:?} ended it:\n{}",
                seat.screen()
            );
        }
    }
    seat.press("\x03");
    assert_eq!(seat.end().0, 0);
    seat.is_given_back();
}

#[test]
fn a_thousand_sizes_in_a_moment() {
    let mut seat = Seat::take();
    for n in 0_u16..1_000 {
        seat.resize(n * 37 % 500 + 1, n * 17 % 200 + 1);
        std::thread::sleep(std::time::Duration::from_micros(500));
    }
    seat.resize(120, 40);
    seat.press("?");
    seat.wait_for("help", |screen| screen.contains("help") || screen.contains("Help"));
    seat.press("\x03");
    assert_eq!(seat.end().0, 0);
    seat.is_given_back();
}

#[test]
fn a_key_that_comes_with_a_resize_is_not_lost() {
    let mut seat = Seat::take();
    for n in 0..200 {
        seat.resize(100 + n % 20, 40);
        seat.press("?");
        seat.wait_for("help", |screen| {
            screen.contains("type to filter") || screen.contains("Esc") || screen.contains("Keys")
        });
        seat.resize(120, 40);
        seat.press("\x1b");
        std::thread::sleep(std::time::Duration::from_millis(3));
    }
    seat.settle();
    let before = seat.ticks();
    std::thread::sleep(std::time::Duration::from_secs(1));
    assert!(seat.ticks() - before < 20, "it spins: {} ticks in a second", seat.ticks() - before);
    seat.press("\x03");
    assert_eq!(seat.end().0, 0);
}
