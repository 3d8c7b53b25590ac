//! Scratch measurement.
#![allow(clippy::all, clippy::unwrap_used, clippy::print_stdout, clippy::indexing_slicing)]
use std::sync::Arc;
use std::time::{Duration, Instant};
use domain::account::{GatewayAccount, Mode, Provider, Service};
use domain::payment::*;
use domain::ports::{Queries, Store};
use domain::*;
use sea_orm::sqlx::{self, Executor};

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
fn id(n: u64) -> [u8; 26] { let mut b = [0u8; 26]; let mut x = n.wrapping_mul(0x9E3779B97F4A7C15) ^ 0x1234567; for i in 0..26 { x ^= x << 13; x ^= x >> 7; x ^= x << 17; b[i] = (x >> 11) as u8; } b }
fn payment(n: u64, account: &AccountId) -> Payment {
    Payment::create(NewPayment { id: PaymentId::from_random(id(n)), account: account.clone(), provider: Provider::Sandbox,
        amount: Amount::from_minor(14_500).unwrap(), reference: Reference::parse(format!("LICENCE-{n}")).unwrap(),
        description: Description::parse("A licence").unwrap(), return_url: ReturnUrl::parse("https://service.example/done").unwrap(),
        delayed_capture: false, email: None, metadata: Metadata::default(), prefilled: None }, NOW)
}
fn stats(name: &str, mut times: Vec<Duration>, total: Duration) {
    times.sort();
    println!("{name:40} {:8.0}/s p50 {:?} p99 {:?} max {:?}", times.len() as f64 / total.as_secs_f64(), times[times.len()/2], times[times.len()*99/100], times[times.len()-1]);
}
async fn par<F, Fut>(name: &str, tasks: u64, per: u64, f: F) where F: Fn(u64) -> Fut + Send + Sync + 'static, Fut: Future<Output = ()> + Send {
    let f = Arc::new(f);
    let start = Instant::now();
    let mut js = vec![];
    for t in 0..tasks { let f = f.clone(); js.push(tokio::spawn(async move { let mut v = vec![]; for i in 0..per { let s = Instant::now(); f(t * per + i).await; v.push(s.elapsed()); } v })); }
    let mut all = vec![];
    for j in js { all.extend(j.await.unwrap()); }
    stats(&format!("{name} c={tasks}"), all, start.elapsed());
}
fn rss() -> String { std::fs::read_to_string("/proc/self/status").unwrap().lines().find(|l| l.starts_with("VmRSS")).unwrap().to_owned() }

#[tokio::main]
async fn main() {
    let url = std::env::args().nth(1).unwrap();
    let n: u64 = std::env::args().nth(2).map_or(1000, |n| n.parse().unwrap());
    let s = Instant::now();
    let db = persistence::connect(&persistence::DatabaseSettings::new(url.clone())).await.unwrap();
    println!("connect {:?}", s.elapsed());
    let s = Instant::now();
    persistence::migrate(&db).await.unwrap();
    println!("migrate {:?}", s.elapsed());
    let service = Service { id: ServiceId::from_random([1; 26]), name: "x".into(), created_at: NOW };
    let account = GatewayAccount::open(AccountId::from_random([2; 26]), &service, Mode::Test, Provider::Sandbox, NOW);
    let mut unit = db.begin().await.unwrap();
    let _ = unit.accounts().add_service(&service).await; let _ = unit.accounts().add_account(&account).await; let _ = unit.commit().await;
    let a = account.id.clone();
    let base = std::process::id() as u64 * 1_000_000;
    for (k, c) in [1u64, 8, 32].into_iter().enumerate() {
        let base = base + k as u64 * 100_000;
        let (d, acc) = (db.clone(), a.clone());
        par("add payment+event+token+work", c, n / c, move |i| { let (d, acc) = (d.clone(), acc.clone()); async move {
            let mut p = payment(base + i, &acc);
            let mut u = d.begin().await.unwrap();
            u.payments().add(&mut p).await.unwrap();
            let t = domain::token::Token::issue(p.id.clone(), { let b = id(base + i); let mut r = [0; 16]; r.copy_from_slice(&b[..16]); r }, NOW);
            u.tokens().add(&t).await.unwrap();
            u.work().schedule(&domain::work::Work::due(WorkId::from_random(id(base + i)), domain::work::WorkKind::Expire(p.id.clone()), NOW)).await.unwrap();
            u.commit().await.unwrap();
        } }).await;
        let (d, acc) = (db.clone(), a.clone());
        par("get+take+save", c, n / c, move |i| { let (d, _acc) = (d.clone(), acc.clone()); async move {
            let mut u = d.begin().await.unwrap();
            let mut p = u.payments().get(&PaymentId::from_random(id(base + i))).await.unwrap().unwrap();
            p.take(Step::Start, NOW).unwrap();
            u.payments().save(&mut p).await.unwrap();
            u.commit().await.unwrap();
        } }).await;
        let (d, acc) = (db.clone(), a.clone());
        par("query payment", c, n / c, move |i| { let (d, acc) = (d.clone(), acc.clone()); async move {
            d.payment(&acc, &PaymentId::from_random(id(base + i))).await.unwrap().unwrap();
        } }).await;
    }
    println!("{}", rss());
    // raw
    if url.starts_with("postgres") {
        let pool = sqlx::postgres::PgPoolOptions::new().max_connections(16).connect(&url).await.unwrap();
        for (k, c) in [1u64, 8, 32].into_iter().enumerate() {
            let base = base + 500_000 + k as u64 * 100_000;
            let (pool, acc) = (pool.clone(), a.clone());
            par("RAW add payment+event+token+work", c, n / c, move |i| { let (pool, acc) = (pool.clone(), acc.clone()); async move {
                let p = PaymentId::from_random(id(base + i));
                let mut t = pool.begin().await.unwrap();
                sqlx::query("INSERT INTO payments (id, account, provider, created_at, updated_at, amount, reference, reference_lower, description, return_url, delayed_capture, status, state, has_personal_data, refunds, events, version) VALUES ($1,$2,'sandbox',1,1,14500,'LICENCE','licence','A licence','https://service.example/done',false,'created','created',false,0,1,1)").bind(p.as_str()).bind(acc.as_str()).execute(&mut *t).await.unwrap();
                sqlx::query("INSERT INTO events (payment, position, at, change) VALUES ($1,1,1,'created')").bind(p.as_str()).execute(&mut *t).await.unwrap();
                sqlx::query("INSERT INTO tokens (value, payment, issued_at) VALUES ($1,$2,1)").bind(p.as_str()).bind(p.as_str()).execute(&mut *t).await.unwrap();
                sqlx::query("INSERT INTO work (id, kind, payment, refund, due_at, attempts) VALUES ($1,'expire',$2,'',1,0) ON CONFLICT (kind,payment,refund) DO NOTHING").bind(p.as_str()).bind(p.as_str()).execute(&mut *t).await.unwrap();
                t.commit().await.unwrap();
            } }).await;
        }
    } else {
        use sqlx::sqlite::*;
        let o: SqliteConnectOptions = url.parse().unwrap();
        let o = o.journal_mode(SqliteJournalMode::Wal).synchronous(SqliteSynchronous::Full).foreign_keys(true);
        let pool = SqlitePoolOptions::new().max_connections(1).connect_with(o).await.unwrap();
        for (k, c) in [1u64, 8, 32].into_iter().enumerate() {
            let base = base + 500_000 + k as u64 * 100_000;
            let (pool, acc) = (pool.clone(), a.clone());
            par("RAW add payment+event+token+work", c, n / c, move |i| { let (pool, acc) = (pool.clone(), acc.clone()); async move {
                let p = PaymentId::from_random(id(base + i));
                let mut t = pool.begin_with("BEGIN IMMEDIATE").await.unwrap();
                sqlx::query("INSERT INTO payments (id, account, provider, created_at, updated_at, amount, reference, reference_lower, description, return_url, delayed_capture, status, state, has_personal_data, refunds, events, version) VALUES ($1,$2,'sandbox',1,1,14500,'LICENCE','licence','A licence','https://service.example/done',false,'created','created',false,0,1,1)").bind(p.as_str()).bind(acc.as_str()).execute(&mut *t).await.unwrap();
                sqlx::query("INSERT INTO events (payment, position, at, change) VALUES ($1,1,1,'created')").bind(p.as_str()).execute(&mut *t).await.unwrap();
                sqlx::query("INSERT INTO tokens (value, payment, issued_at) VALUES ($1,$2,1)").bind(p.as_str()).bind(p.as_str()).execute(&mut *t).await.unwrap();
                sqlx::query("INSERT INTO work (id, kind, payment, refund, due_at, attempts) VALUES ($1,'expire',$2,'',1,0) ON CONFLICT (kind,payment,refund) DO NOTHING").bind(p.as_str()).bind(p.as_str()).execute(&mut *t).await.unwrap();
                t.commit().await.unwrap();
            } }).await;
        }
        let _ = pool.execute("SELECT 1").await;
    }
}
