//! What a service's account took and gave back, day by day.

use application::staff::Staff;
use application::staff::dashboard::{DASHBOARD_DAYS_MAX, Dashboard, Day, Figure};
use domain::Timestamp;
use domain::account::Mode;
use domain::payment::Status;
use domain::staff::Role;
use memory::{Behaviour, Call};
use time::macros::{date, datetime};
use time::{Date, OffsetDateTime};

use super::ADA;
use crate::scene::{AMOUNT, DECLINED, FAILING, GOOD, Scene, hours, of};

fn at(instant: OffsetDateTime) -> Timestamp {
    Timestamp::from_millis(instant.unix_timestamp() * 1_000)
}

fn day(date: Date, from: OffsetDateTime, to: OffsetDateTime) -> Day {
    Day {
        date,
        from: at(from),
        to: at(to),
    }
}

/// Time passes until then.
fn until(scene: &Scene, instant: OffsetDateTime) {
    let now = domain::ports::Clock::now(&*scene.world.clock);
    scene.world.clock.pass(at(instant).since(now));
}

async fn dashboard(scene: &Scene, staff: &Staff, days: &[Day]) -> Dashboard {
    let house = scene.house().await;
    let figures = scene
        .application
        .staff_dashboard(staff, &house.id, Mode::Test, days);
    figures.await.unwrap()
}

fn figure(count: u64, total: i64) -> Figure {
    Figure { count, total }
}

/// The day that the world begins on, in London.
fn today() -> Day {
    day(
        date!(2026 - 06 - 24),
        datetime!(2026-06-23 23:00 UTC),
        datetime!(2026-06-24 23:00 UTC),
    )
}

#[tokio::test]
async fn days_are_longer_and_shorter_when_clocks_change() {
    let autumn = [
        day(
            date!(2026 - 10 - 24),
            datetime!(2026-10-23 23:00 UTC),
            datetime!(2026-10-24 23:00 UTC),
        ),
        // Twenty-five hours.
        day(
            date!(2026 - 10 - 25),
            datetime!(2026-10-24 23:00 UTC),
            datetime!(2026-10-26 00:00 UTC),
        ),
        day(
            date!(2026 - 10 - 26),
            datetime!(2026-10-26 00:00 UTC),
            datetime!(2026-10-27 00:00 UTC),
        ),
    ];
    let spring = [
        day(
            date!(2027 - 03 - 27),
            datetime!(2027-03-27 00:00 UTC),
            datetime!(2027-03-28 00:00 UTC),
        ),
        // Twenty-three hours.
        day(
            date!(2027 - 03 - 28),
            datetime!(2027-03-28 00:00 UTC),
            datetime!(2027-03-28 23:00 UTC),
        ),
        day(
            date!(2027 - 03 - 29),
            datetime!(2027-03-28 23:00 UTC),
            datetime!(2027-03-29 23:00 UTC),
        ),
    ];
    for (days, payments) in [
        (
            autumn,
            [
                datetime!(2026-10-24 22:59:59 UTC),
                datetime!(2026-10-24 23:00:00 UTC),
                datetime!(2026-10-25 00:30:00 UTC),
                datetime!(2026-10-25 23:59:59 UTC),
                datetime!(2026-10-26 00:00:00 UTC),
            ],
        ),
        (
            spring,
            [
                datetime!(2027-03-27 23:59:59 UTC),
                datetime!(2027-03-28 00:00:00 UTC),
                datetime!(2027-03-28 01:30:00 UTC),
                datetime!(2027-03-28 22:59:59 UTC),
                datetime!(2027-03-28 23:00:00 UTC),
            ],
        ),
    ] {
        let scene = Scene::new().await;
        let (_, ada) = scene.member(ADA, Role::Viewer).await;
        for instant in payments {
            until(&scene, instant);
            scene.paid().await;
        }

        let figures = dashboard(&scene, &ada, &days).await;

        let by_day: Vec<_> = figures
            .days
            .iter()
            .map(|day| (day.date, day.taken))
            .collect();
        let counts = [1, 3, 1];
        let expected: Vec<_> = days
            .iter()
            .zip(counts)
            .map(|(day, count)| {
                (
                    day.date,
                    figure(count, AMOUNT * i64::try_from(count).unwrap()),
                )
            })
            .collect();
        assert_eq!(by_day, expected);
        assert_eq!(figures.taken, figure(5, AMOUNT * 5));
    }
}

#[tokio::test]
async fn more_may_be_given_back_than_was_taken() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::Viewer).await;
    let paid = scene.paid().await;
    until(&scene, datetime!(2026-06-25 12:00 UTC));
    scene.refund(&paid, of(700, None)).await.unwrap();
    scene.world.psp.next(Call::Refund, Behaviour::Refuse);
    scene.refund(&paid, of(200, None)).await.unwrap();
    let days = [
        today(),
        day(
            date!(2026 - 06 - 25),
            datetime!(2026-06-24 23:00 UTC),
            datetime!(2026-06-25 23:00 UTC),
        ),
    ];

    let both = dashboard(&scene, &ada, &days).await;
    assert_eq!(both.days[0].taken, figure(1, AMOUNT));
    assert_eq!(both.days[0].refunded, Figure::default());
    assert_eq!(both.days[1].taken, Figure::default());
    // What was refused was not given back.
    assert_eq!(both.days[1].refunded, figure(1, 700));
    assert_eq!(both.net(), 300);

    let second = dashboard(&scene, &ada, &days[1..]).await;
    assert_eq!(second.taken, Figure::default());
    assert_eq!(second.net(), -700);
    assert_eq!(second.success_per_mille(), None);
}

#[tokio::test]
async fn success_is_of_what_is_over_and_failures_have_reasons() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::Viewer).await;
    for number in [GOOD, GOOD, DECLINED, DECLINED, FAILING] {
        let user = scene.started(false).await;
        let _ = scene.submit(&user, number).await;
        if number == GOOD {
            let work = scene.application.confirm_payment(&user).await.unwrap();
            scene.perform(work).await;
        }
    }
    let cancelled = scene.created(false).await;
    scene.cancel(&cancelled).await;
    scene.started(false).await;
    scene.capturable().await;

    let figures = dashboard(&scene, &ada, &[today()]).await;

    assert_eq!(figures.taken, figure(2, AMOUNT * 2));
    assert_eq!((figures.finished, figures.in_progress), (6, 2));
    assert_eq!(figures.success_per_mille(), Some(333));
    assert_eq!(figures.failures[0], (Status::Declined, 2));
    let mut rest = figures.failures[1..].to_vec();
    rest.sort();
    assert_eq!(rest, [(Status::CancelledByService, 1), (Status::Error, 1)]);
    let brands: Vec<_> = figures
        .brands
        .iter()
        .map(|(brand, of)| (brand.as_deref(), *of))
        .collect();
    assert_eq!(brands, [(Some("visa"), figure(2, AMOUNT * 2))]);
}

#[tokio::test]
async fn a_dashboard_is_of_one_account_and_so_many_days() {
    let scene = Scene::new().await;
    let (_, ada) = scene.member(ADA, Role::Viewer).await;
    let other = Scene::over(scene.world.clone()).await;
    other.paid().await;
    scene.live().await.paid().await;

    let figures = dashboard(&scene, &ada, &[today()]).await;
    assert_eq!(figures.taken, Figure::default());
    assert_eq!(figures.brands, []);
    let nothing = dashboard(&scene, &ada, &[]).await;
    assert_eq!(nothing.days, []);

    let many: Vec<Day> = (0..DASHBOARD_DAYS_MAX + 1)
        .scan(today(), |next, _| {
            let this = *next;
            *next = Day {
                date: this.date.next_day()?,
                from: this.to,
                to: this.to.plus(hours(24)),
            };
            Some(this)
        })
        .collect();
    let figures = dashboard(&scene, &ada, &many).await;
    assert_eq!(figures.days.len(), DASHBOARD_DAYS_MAX);
}
