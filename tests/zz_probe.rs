mod common;
#[test]
fn probe() {
    for line in include_str!("/tmp/h/lines.txt").lines().filter(|l| !l.is_empty()) {
        let t = std::time::Instant::now();
        match learning_rate_playground::experiment::Experiment::parse(&common::json(line)) {
            Ok(e) => { let t0=t.elapsed(); for trace in learning_rate_playground::run::run(&e) { println!("{line}\n   {:?} {:?} {}   [{:?} {:?}]", trace.verdict.kind, trace.verdict.step, trace.verdict.text, t0, t.elapsed()); } }
            Err(w) => println!("{line}\n   ERROR {w}"),
        }
    }
}
