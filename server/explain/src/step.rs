//! How much a method asks for at once.

/// Masks of the first step.
const FIRST: usize = 256;

/// Where the next step ends of a method that has asked for `asked` of `all` masks. The first step is
/// short, so that there is soon something to see; each later one is as long as all before it: what is
/// asked together is scored in the best order, and twice the masks are worth another look.
pub(crate) fn next_step(asked: usize, all: usize) -> usize {
    all.min((2 * asked).max(FIRST))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_double() {
        let steps = std::iter::successors(Some(0), |asked| Some(next_step(*asked, 1500)));
        let steps: Vec<usize> = steps.take(6).collect();
        assert_eq!(steps, [0, 256, 512, 1024, 1500, 1500]);
    }
}
