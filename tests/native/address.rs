//! A scene becomes the text of a link and the same scene again; any other text becomes a sentence.

use crate::common;
use crate::common::{JSON, json, list, losses, numbers, off, settings, text, with};
use learning_rate_playground::scene::experiment::Fresh;
use learning_rate_playground::scene::link::{self, VERSION};
use learning_rate_playground::schema::value::Value;
use learning_rate_playground::{optimizer, run, scene, scheduler};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::time::Instant;

fn write(scene: &Value) -> String {
    link::write(scene, &JSON)
}

fn read(text: &str) -> Result<Value, String> {
    link::read(text, &JSON).map_err(|wrong| wrong.to_string())
}

/// With the keys of every object in order.
fn sorted(value: &Value) -> Value {
    match value {
        Value::List(items) => Value::List(items.iter().map(sorted).collect()),
        Value::Map(pairs) => {
            let mut pairs: Vec<_> = pairs.iter().map(|(key, value)| (key.clone(), sorted(value))).collect();
            pairs.sort_by(|a, b| a.0.cmp(&b.0));
            Value::Map(pairs)
        }
        other => other.clone(),
    }
}

#[track_caller]
fn returns(scene: &Value) {
    let address = write(scene);
    let back = read(&address).unwrap_or_else(|wrong| panic!("{wrong}: {address}"));
    assert_eq!(sorted(&back), sorted(scene), "{address}");
    let whole = |b: u8| b.is_ascii_graphic() && !b"\"<>`#{}[]|^\\".contains(&b);
    assert!(address.bytes().all(whole), "a browser would change {address}");
}

/// As JavaScript's.
fn encode_uri_component(text: &str) -> String {
    let kept = |b: u8| b.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&b);
    text.bytes().map(|b| if kept(b) { (b as char).to_string() } else { format!("%{b:02X}") }).collect()
}

#[track_caller]
fn stands_for(address: &str, scene: &str) {
    assert_eq!(sorted(&read(address).unwrap()), sorted(&json(scene)), "{address}");
}

#[track_caller]
/// Gives the sentence.
fn refused(address: &str, fragments: &[&str]) -> String {
    let said = match read(address) {
        Err(wrong) => wrong,
        Ok(scene) => scene::check(&scene, &mut Fresh).map(|_| ()).expect_err(address).to_string(),
    };
    assert!(said.ends_with('.') && said.chars().count() < 400, "{said}");
    for fragment in fragments {
        let start: String = address.chars().take(200).collect();
        assert!(said.contains(fragment), "{start}\nsays: {said}\nwithout: {fragment}");
    }
    said
}

#[test]
fn a_short_form_written_by_hand_is_a_scene() {
    stands_for(
        "loss=rosenbrock&loss.b=10&steps=200&optimizer=SGD&lr=0.002",
        r#"{"v": 1, "experiment": {"loss": {"name": "rosenbrock", "b": 10}, "steps": 200,
            "hikers": [{"optimizer": {"name": "SGD", "lr": 0.002}}]}}"#,
    );
    stands_for(
        "theme=dark&start=-1.5,2&loss=bowl&steps=5&seed=3&lr=1e-3&optimizer=Adam&optimizer.betas=0.5,0.75&optimizer.amsgrad=true&scheduler=StepLR&scheduler.step_size=3",
        r#"{"v": 1, "theme": "dark", "experiment": {"start": [-1.5, 2], "loss": {"name": "bowl"}, "steps": 5, "seed": 3,
            "hikers": [{"optimizer": {"lr": 0.001, "name": "Adam", "betas": [0.5, 0.75], "amsgrad": true},
                "scheduler": {"name": "StepLR", "step_size": 3}}]}}"#,
    );
    stands_for(
        "loss=squared_error&loss.data=make_regression&loss.data.noise=20&epochs=3&optimizer=SGD&lr=1&batch_size=1&hikers.1.optimizer=Adam&hikers.1.optimizer.lr=2",
        r#"{"v": 1, "experiment": {"loss": {"name": "squared_error", "data": {"name": "make_regression", "noise": 20}}, "epochs": 3,
            "hikers": [{"optimizer": {"name": "SGD", "lr": 1}, "batch_size": 1}, {"optimizer": {"name": "Adam", "lr": 2}}]}}"#,
    );
    stands_for(r#"v=1&views=["map"]&window.x=-1,1"#, r#"{"v": 1, "views": ["map"], "window": {"x": [-1, 1]}}"#);
    stands_for(
        r#"loss={"name":"bowl","a":2}&steps=5&&optimizer={"name":"SGD"}&lr=0.1&"#,
        r#"{"v": 1, "experiment": {"loss": {"name": "bowl", "a": 2}, "steps": 5, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.1}}]}}"#,
    );
    // What a mail program has encoded though it need not.
    let changed = r#"{"v": 1, "experiment": {"loss": {"name": "bowl"}, "steps": 9, "hikers": [{"optimizer": {"name": "SGD", "lr": 0.1},
        "changes": [{"at": 4, "optimizer": {"name": "SGD", "lr": 0.02}}]}]}}"#;
    let short =
        "loss=bowl&steps=9&optimizer=SGD&lr=0.1&changes.0.at=4&changes.0.optimizer=SGD&changes.0.optimizer.lr=0.02";
    stands_for(short, changed);
    assert_eq!(write(&json(changed)), format!("v=1&{short}"));
    stands_for("st%61rt=1%2C2", r#"{"v": 1, "experiment": {"start": [1, 2]}}"#);
    stands_for("", r#"{"v": 1}"#);
}

#[test]
fn a_written_link_is_short_and_can_be_read_by_people() {
    let scene = r#"{"v": 1, "experiment": {"loss": {"name": "rosenbrock", "b": 10}, "start": [-1.5, 2], "steps": 200,
        "hikers": [{"optimizer": {"name": "SGD", "lr": 0.002}, "scheduler": {"name": "constant"}}, {"optimizer": {"name": "Adam", "lr": 1e-9}}]}}"#;
    assert_eq!(
        write(&json(scene)),
        "v=1&loss=rosenbrock&loss.b=10&start=-1.5,2&steps=200&optimizer=SGD&lr=0.002&scheduler=constant\
         &hikers.1.optimizer=Adam&hikers.1.optimizer.lr=1e-9"
    );
}

#[test]
fn schedules_inside_each_other_have_short_links_too() {
    let scene = r#"{"v": 1, "experiment": {"loss": {"name": "bowl"}, "steps": 60, "hikers": [{
        "optimizer": {"name": "SGD", "lr": 0.1}, "scheduler": {"name": "SequentialLR", "interval": "step", "schedulers": [
            {"name": "ChainedScheduler", "schedulers": [{"name": "LinearLR", "total_iters": 5}, {"name": "constant"}]},
            {"name": "CosineAnnealingLR", "T_max": 40}, {"name": "constant"}], "milestones": [21, 50]}}]}}"#;
    let link = "v=1&loss=bowl&steps=60&optimizer=SGD&lr=0.1&scheduler=SequentialLR&scheduler.interval=step\
        &scheduler.schedulers.0=ChainedScheduler&scheduler.schedulers.0.schedulers.0=LinearLR\
        &scheduler.schedulers.0.schedulers.0.total_iters=5&scheduler.schedulers.0.schedulers.1=constant\
        &scheduler.schedulers.1=CosineAnnealingLR&scheduler.schedulers.1.T_max=40&scheduler.schedulers.2=constant\
        &scheduler.milestones=21,50";
    assert_eq!(write(&json(scene)), link);
    returns(&json(scene));
    // As deep as it goes, in a change of mind.
    let deepest = (0..3).fold(r#"{"name": "StepLR", "step_size": 2}"#.to_string(), |inner, _| {
        format!(r#"{{"name": "ChainedScheduler", "schedulers": [{inner}]}}"#)
    });
    let scene = format!(
        r#"{{"v": 1, "experiment": {{"loss": {{"name": "bowl"}}, "steps": 60, "hikers": [
            {{"optimizer": {{"name": "SGD", "lr": 0.1}}}},
            {{"optimizer": {{"name": "SGD", "lr": 0.1}}, "changes": [{{"at": 3, "scheduler": {deepest}}}]}}]}}}}"#
    );
    returns(&json(&scene));
    scene::check(&json(&scene), &mut Fresh).map(|_| ()).unwrap();
}

#[test]
fn the_long_form_is_read_back() {
    for scene in [
        r#"{"v":1,"experiment":{"loss":{"name":"bowl"},"steps":5,"hikers":[{"optimizer":{"name":"SGD","lr":1e-300}}]}}"#,
        r#"{"v":1,"odd key & more":"ü=1&2,3","views":["map"],"deep":{"a":[[1],[2.5]]}}"#,
        "{}",
    ] {
        stands_for(&encode_uri_component(scene), scene);
        stands_for(&encode_uri_component(&format!("  {scene}")), scene);
        stands_for(scene.replace('&', "%26").as_str(), scene);
    }
}

#[test]
fn the_opening_scene_and_every_setting_of_the_catalogue_come_back() {
    returns(&scene::opening());
    let losses: Vec<Value> = losses().iter().map(|(_, loss)| json(loss)).collect();
    let [optimizers, schedulers] = [optimizer::ENTRIES, scheduler::ENTRIES]
        .map(|entries| entries.iter().flat_map(|e| settings(e)).collect::<Vec<_>>());
    let objective = common::loss(&text(&losses[0]));
    for (i, all) in [&losses, &optimizers, &schedulers].into_iter().enumerate() {
        for one in all.iter().filter(|one| i != 1 || common::fits(one, objective.as_ref())) {
            let part = |place: usize, parts: &[Value]| text(if place == i { one } else { &parts[0] });
            let scene = format!(
                r#"{{"v": 1, "experiment": {{"loss": {}, "steps": 7, "hikers": [{{"optimizer": {}, "scheduler": {}}}]}}}}"#,
                part(0, &losses),
                part(1, &optimizers),
                part(2, &schedulers)
            );
            returns(&json(&scene));
            let back = read(&write(&json(&scene))).unwrap();
            scene::check(&back, &mut Fresh).map(|_| ()).unwrap();
        }
    }
}

#[test]
fn old_links_show_what_they_showed() {
    let file = json(include_str!("../links.json"));
    let mut seen = BTreeSet::new();
    for one in list(file.get("links")) {
        let Some(Value::Text(link)) = one.get("link") else { panic!("{one}") };
        let read = read(link).unwrap_or_else(|wrong| panic!("{wrong} {link}"));
        assert_eq!(sorted(&read), sorted(one.get("scene").unwrap()), "{link}");
        let experiment = scene::check(&read, &mut Fresh).unwrap_or_else(|wrong| panic!("{wrong} {link}"));
        let (traces, shown) = (run::run(&experiment), numbers(one.get("losses")));
        assert_eq!(traces.len(), shown.len(), "{link}");
        for (trace, expected) in traces.iter().zip(shown) {
            let last = *trace.loss.last().unwrap();
            assert!(off(last, expected) <= 1e-10, "{link}: {last}, not {expected}");
        }
        let Value::Map(pairs) = read else { unreachable!() };
        seen.extend(pairs.into_iter().map(|(key, _)| key));
    }
    assert_eq!(seen, scene::KEYS.iter().map(|key| key.to_string()).collect(), "a link for every key of a scene");
}

#[test]
fn data_and_values_that_look_like_others_come_back_as_they_were() {
    for part in [
        r#"{"X": [[1, 2.5], [-3, 1e-300]], "y": [1, 1e300]}"#,
        r#"{"X": [[1]], "y": [2]}"#,
        r#"{"X": [], "y": []}"#,
        r#""1e5""#,
        r#""-7""#,
        r#""true""#,
        r#""null""#,
        r#""inf""#,
        r#""NaN""#,
        r#""1,2""#,
        r#""{}""#,
        r#""[1]""#,
        r#""a&b=c#d%20e f""#,
        r#""\"quoted\" 'ü' 雪 \n\u0000""#,
        r#""""#,
        "[5]",
        "[[5]]",
        "[]",
        "{}",
        r#"[1, "a", null, true, {"x": 1}]"#,
        r#"[{"x": 1}, 2]"#,
        r#"{"a.b": 1, "c": 2}"#,
        r#"{"0": 1}"#,
        r#"{"": 1}"#,
        "-1e-300",
        "0.1",
        "123456789012345680000",
        "null",
        "false",
    ] {
        returns(&json(&format!(
            r#"{{"v": 1, "experiment": {{"loss": {{"name": "x", "y": {part}}}, "start": {part}}}, "theme": {part}}}"#
        )));
        returns(&json(&format!(
            r#"{{"v": 1, "experiment": {{"hikers": [{{"batch_size": {part}}}, {{"batch_size": {part}}}]}}}}"#
        )));
    }
    returns(&json(r#"{"v": 1, "a.b": 1, "=": {"&": 2}}"#));
    returns(&json(r#"{"v": 2}"#));
}

#[test]
fn what_is_wrong_in_a_link_is_said() {
    refused("nonsense", &["\"nonsense\"", "key=value"]);
    refused("", &["experiment is missing"]);
    refused("5", &["\"5\"", "key=value"]);
    refused("%", &["%", "hexadecimal"]);
    refused("loss=%4", &["%", "hexadecimal"]);
    refused("loss=%zz", &["%", "hexadecimal"]);
    refused("loss=%FF", &["UTF-8"]);
    refused("{", &["not a scene"]);
    refused("%7B%22v%22%3A1", &["not a scene"]);
    refused(r#"{"v":1}}"#, &["not a scene"]);
    refused("{'v':1}", &["not a scene"]);
    refused("v=1&loss=[1", &["not a scene"]);
    refused("v=1&loss=\"bowl", &["not a scene"]);
    refused("steps=01&loss=bowl", &["not a scene"]);
    refused("steps=5-1", &["not a scene"]);
    refused("lr=0.1&lr=0.2", &["\"lr\" twice"]);
    refused("lr=0.1&optimizer.lr=0.2", &["\"optimizer.lr\" twice"]);
    refused("v=1&v=1", &["\"v\" twice"]);
    refused("steps=5&steps.x=1", &["\"steps.x\"", "does not fit"]);
    refused("hikers.5.optimizer=SGD", &["\"hikers.5.optimizer\"", "does not fit"]);
    refused("hikers.x=1&hikers.0=1", &["\"hikers.0\"", "does not fit"]);
    refused("steps=5&hikers.99999999999999999999=1", &["hikers is {99999999999999999999: 1}", "a list of hikers"]);
    refused("v=2&loss=bowl", &["v is 2", "1"]);
    refused("colour=red", &["\"colour\"", "theme"]);
    // The argument of an entry, without the entry.
    let sgd = "loss=bowl&steps=5&optimizer=SGD&lr=0.1";
    let scheduled = "&scheduler=StepLR&step_size=50";
    refused(&format!("{sgd}{scheduled}"), &["\"step_size\" of the scene", "did you mean scheduler.step_size?"]);
    refused(&format!("{sgd}&momentum=0.9"), &["did you mean optimizer.momentum?"]);
    refused(&format!("{sgd}&b=3"), &["did you mean loss.b?"]);
    let line = "loss=squared_error&data=make_regression&steps=5&optimizer=SGD&lr=0.1";
    refused(&format!("{line}&n_samples=50"), &["did you mean data.n_samples?"]);
    // Of an entry that is not there it is no more than a key nobody knows.
    let wrong = refused(&format!("{sgd}&step_size=50"), &["\"step_size\" of the scene"]);
    assert!(!wrong.contains("did you mean"), "{wrong}");
    refused("loss=bowl&steps=5&optimizer=SGD&lr=1e", &["not a scene"]);
    refused("loss=bowl&steps=5&optimizer=SGD&lr=inf", &["lr is \"inf\"", "above 0"]);
    refused("loss=bowl&steps=5&optimizer=SDG&lr=1", &["\"SDG\"", "SGD"]);
    refused("loss=bowl&steps=5&optimizer=SGD&lr=1&theme=pink", &["theme is \"pink\"", "auto, light, dark"]);
    refused("=", &["\"\""]);
    refused("=5", &["\"\""]);
    refused("...=5", &["\"\""]);
}

const GOOD: &str = "v=1&loss=rosenbrock&loss.b=10&start=-1.5,2&steps=20&optimizer=SGD&optimizer.momentum=0.9&lr=0.002&views=%5B%22map%22%5D";

#[test]
fn a_link_cut_off_anywhere_is_another_scene_or_a_sentence() {
    let long = encode_uri_component(&text(&read(GOOD).unwrap()));
    for link in [GOOD, &long] {
        assert!(scene::check(&read(link).unwrap(), &mut Fresh).is_ok());
        for end in 0..link.len() {
            match read(&link[..end]).map(|scene| scene::check(&scene, &mut Fresh)) {
                Ok(Ok(_)) => {}
                Ok(Err(wrong)) => assert!(wrong.to_string().ends_with('.'), "{wrong}"),
                Err(wrong) => assert!(wrong.ends_with('.'), "{wrong}"),
            }
        }
    }
}

#[test]
fn deep_and_very_long_links_are_refused_quickly() {
    let many = 1_000_000;
    let distinct: String = (0..150_000).map(|i| format!("k{i}=1&")).collect();
    let nested: String = (0..100_000).map(|i| format!("loss.k{i}=1&")).collect();
    let grown: String = (0..100_000).map(|i| format!("hikers.{i}=1&")).collect();
    for (link, fragment) in [
        ("a.".repeat(many) + "a=1", "at most 16 names"),
        (format!("start={}", "[".repeat(many)), "not a scene"),
        ("{\"a\":".repeat(many / 5), "not a scene"),
        ("%5B".repeat(many), "key=value"),
        ("%".repeat(many), "hexadecimal"),
        ("=".repeat(many), "\"\""),
        ("a".repeat(many), "key=value"),
        (format!("lr={}", "1".repeat(many)), ""),
        (format!("loss=bowl&steps=5&optimizer=SGD&lr=1&start={}1", "1,".repeat(many)), "start is [1, 1"),
        ("a=1&".repeat(many / 4), "twice"),
        (distinct, "more keys than allowed: 1000"),
        (nested, "more keys than allowed: 1000"),
        (grown, "more keys than allowed: 1000"),
        ("&".repeat(many), "experiment is missing"),
        ("x".repeat(8_000_001), "at most 8000000"),
    ] {
        let before = Instant::now();
        refused(&link, &[fragment]);
        assert!(before.elapsed().as_millis() < 20_000, "{}… took {:?}", &link[..20], before.elapsed());
    }
}

/// Values no scene needs, but that a link must carry whole.
fn odd() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        any::<f64>().prop_filter("JSON has no word for it", |x| x.is_finite()).prop_map(Value::Number),
        (-1000..1000i32).prop_map(|n| Value::Number(n.into())),
        any::<bool>().prop_map(Value::Flag),
        Just(Value::Null),
        ".{0,12}".prop_map(Value::Text),
        "-?[0-9]{1,3}(e[0-9]{1,3})?(,[0-9])?".prop_map(Value::Text),
        "[a-z_]{1,8}".prop_map(Value::Text),
        prop::sample::select(vec!["true", "null", "[1]", "{}", "%41", "a=b&c"])
            .prop_map(|word| Value::Text(word.into())),
    ];
    let key = prop_oneof!["k[a-z0-9_]{0,6}", "k.{0,6}", "[0-9]{1,2}", "k\\.[a-z]"];
    leaf.prop_recursive(4, 30, 5, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::List),
            prop::collection::btree_map(key.clone(), inner, 0..5).prop_map(|map| Value::Map(map.into_iter().collect())),
        ]
    })
}

/// The opening scene with odd values in places of all depths.
fn scenes() -> impl Strategy<Value = Value> {
    (odd(), odd(), odd(), odd(), "k.{0,5}").prop_map(|(a, b, c, d, key)| {
        let base = json(r#"{"v": 1, "experiment": {"loss": {"name": "bowl"}, "steps": 5}}"#);
        let loss = with(&with(base.get("experiment").unwrap().get("loss").unwrap(), &key, a), "arg", b.clone());
        let hiker =
            |value: &Value| json(&format!(r#"{{"optimizer": {{"name": "SGD", "lr": 1, "arg": {}}}}}"#, text(value)));
        let experiment = with(base.get("experiment").unwrap(), "loss", loss);
        let experiment = with(&experiment, "hikers", Value::List(vec![hiker(&b), hiker(&c)]));
        with(&with(&with(&base, "experiment", with(&experiment, "start", c)), "window", d.clone()), &key, d)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn every_scene_comes_back_from_its_link(scene in scenes()) {
        returns(&scene);
        let long = read(&encode_uri_component(&text(&scene))).unwrap();
        prop_assert_eq!(sorted(&long), sorted(&scene));
    }

    #[test]
    fn any_text_is_a_scene_or_a_sentence(link in prop_oneof![".{0,60}", "[a-z=&.,0-9%{}\\[\\]\":]{0,60}", "((loss|lr|hikers\\.[0-9]|start|v)=?[a-z0-9.,]{0,6}&){0,6}"]) {
        match read(&link) {
            Ok(scene) => if let Err(wrong) = scene::check(&scene, &mut Fresh) { prop_assert!(wrong.to_string().ends_with('.'), "{wrong}") },
            Err(wrong) => prop_assert!(wrong.ends_with('.'), "{wrong}"),
        }
    }

    #[test]
    fn a_number_comes_back_bit_for_bit(x in any::<f64>().prop_filter("JSON has no word for it", |x| x.is_finite())) {
        for scene in [
            Value::Map(vec![("v".into(), Value::Number(VERSION)), ("theme".into(), Value::Number(x))]),
            Value::Map(vec![("v".into(), Value::Number(VERSION)), ("theme".into(), Value::List(vec![Value::Number(x)]))]),
        ] {
            let back = read(&write(&scene)).unwrap();
            let number = match back.get("theme").unwrap() { Value::List(items) => items[0].clone(), other => other.clone() };
            let Value::Number(back) = number else { panic!("{back}") };
            prop_assert!(back == x && (x == 0.0 || back.to_bits() == x.to_bits()), "{} {}", back, x);
        }
    }
}
