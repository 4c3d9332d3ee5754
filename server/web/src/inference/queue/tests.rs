use headlight_core::{Model, ModelId, Task};

use super::*;

type Log = Arc<Mutex<Vec<&'static str>>>;

/// A job that writes down its name when it is called.
struct Named(&'static str, Log);

impl Stepwise for Named {
    fn abandoned(&self) -> bool {
        self.0 == "abandoned"
    }

    fn step(&mut self, _: &dyn Model) -> bool {
        unreachable!("there is no model here")
    }

    fn fail(&mut self, _: Failure) {
        self.1.lock().unwrap().push(self.0);
    }
}

struct Fixture {
    queue: Queue,
    model: Arc<ModelInfo>,
    log: Log,
}

fn fixture() -> Fixture {
    let mut settings = Settings::new(([127, 0, 0, 1], 0).into(), "unused".into());
    settings.bulk_capacity = 2;
    let model = ModelInfo {
        id: ModelId::parse("fake").unwrap(),
        name: String::new(),
        architecture: String::new(),
        task: Task::Encoder,
        layers: 1,
        heads: 1,
        hidden_size: 1,
        max_tokens: 1,
        vocab_size: 1,
        parameters: 1,
        labels: Vec::new(),
        license: None,
    };
    Fixture {
        queue: Queue::new(&settings, Arc::new(Metrics::new())),
        model: Arc::new(model),
        log: Log::default(),
    }
}

impl Fixture {
    fn push(&self, lane: Lane, name: &'static str) -> Result<(), Failure> {
        let job = Job::Steps(Box::new(Named(name, self.log.clone())));
        self.queue.push(lane, self.model.clone(), job)
    }

    /// Takes a turn, and hands the job back if it is a long one.
    fn turn(&self) -> Option<&'static str> {
        let Turn::Step(lane, model, mut job) = self.queue.take(None)? else {
            panic!("a step was expected");
        };
        job.fail(Failure::Busy);
        if lane == Lane::Bulk {
            self.queue.hand_back(lane, model, job);
        }
        self.log.lock().unwrap().last().copied()
    }
}

#[test]
fn bulk_jobs_take_turns_behind_interactive_ones() {
    let jobs = fixture();
    jobs.push(Lane::Bulk, "a").unwrap();
    jobs.push(Lane::Bulk, "b").unwrap();
    jobs.push(Lane::Interactive, "quick").unwrap();
    let turns = [(); 4].map(|()| jobs.turn().unwrap());
    assert_eq!(turns, ["quick", "a", "b", "a"]);
    jobs.push(Lane::Interactive, "quick").unwrap();
    assert_eq!([(); 2].map(|()| jobs.turn().unwrap()), ["quick", "b"]);
}

#[test]
fn abandoned_jobs_hold_no_place_and_get_no_turn() {
    let jobs = fixture();
    jobs.push(Lane::Bulk, "abandoned").unwrap();
    jobs.push(Lane::Bulk, "a").unwrap();
    jobs.push(Lane::Bulk, "b").unwrap();
    assert_eq!(jobs.push(Lane::Bulk, "c"), Err(Failure::Busy));
    jobs.push(Lane::Interactive, "abandoned").unwrap();
    assert_eq!([(); 2].map(|()| jobs.turn().unwrap()), ["a", "b"]);
}

#[test]
fn closed_it_takes_nothing_in_and_gives_the_rest_out() {
    let jobs = fixture();
    jobs.push(Lane::Interactive, "last").unwrap();
    jobs.queue.close();
    assert_eq!(jobs.push(Lane::Interactive, "late"), Err(Failure::Stopping));
    assert_eq!(jobs.turn(), Some("last"));
    assert_eq!(jobs.turn(), None);
}

#[test]
fn who_waits_in_vain_is_woken() {
    let jobs = fixture();
    let soon = || Some(Instant::now() + Duration::from_millis(5));
    assert!(matches!(jobs.queue.take(soon()), Some(Turn::Woken)));
    jobs.push(Lane::Interactive, "first").unwrap();
    let late = Some(Instant::now());
    assert!(matches!(jobs.queue.take(late), Some(Turn::Step(..))));
    jobs.queue.close();
    assert!(jobs.queue.take(late).is_none());
}
