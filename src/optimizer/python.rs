//! How an optimizer is written in Python, where that is more than a call.

use crate::schema::Args;
use crate::schema::python::{arguments, float};

/// What an optimizer in Python may need of the rest of the program.
pub struct InPython<'a> {
    /// What the loss is given beside w.
    pub data: &'a str,
    /// The tensors that w is made of.
    pub shapes: &'a [Vec<usize>],
}

/// An optimizer made of those of PyTorch in `made`, which act on `self.parts`, the tensors that w is made of.
pub fn on_parts(args: &Args, shapes: &[Vec<usize>], keys: &[&str], made: &str) -> String {
    let name = args.name();
    let tuple = |shape: &Vec<usize>| match shape[..] {
        [n] => format!("({n},)"),
        _ => format!("({})", shape.iter().map(usize::to_string).collect::<Vec<_>>().join(", ")),
    };
    let shapes = shapes.iter().map(tuple).collect::<Vec<_>>().join(", ");
    let group = keys.iter().map(|key| format!("\"{key}\": {key}")).collect::<Vec<_>>().join(", ");
    let given = keys.iter().map(|key| format!("{key}={}", float(args.number(key)))).collect::<Vec<_>>().join(", ");
    format!(
        r#"

class {name}(torch.optim.Optimizer):
    """On the weights and the biases that w is made of, each for itself."""

    def __init__(self, params, {}):
        super().__init__(params, {{{group}}})
        self.parts = [torch.nn.Parameter(part) for part in self.split(w.data)]
        self.made = [{made}]

    def split(self, w):
        shapes = [{shapes}]
        parts = w.split([math.prod(shape) for shape in shapes])
        return [part.view(shape) for part, shape in zip(parts, shapes)]

    def step(self):
        for part, slope in zip(self.parts, self.split(w.grad)):
            part.grad = slope
        for optimizer in self.made:
            group = optimizer.param_groups[0]
            group.update({{key: self.param_groups[0][key] for key in self.defaults if key in group}})
            optimizer.step()


optimizer = {name}([w], {given})"#,
        keys.join(", ")
    )
}

/// An optimizer of optax as one of PyTorch, so that schedulers drive it. `rule` makes it at a rate of 1; in place of …
/// come b1, b2 and its other arguments.
pub fn optax(args: &Args, rule: &str) -> String {
    let name = args.name();
    let [b1, b2] = args.pair("betas").map(float);
    let more = arguments(args, &["lr", "betas"]).iter().map(|argument| format!(", {argument}")).collect::<String>();
    let rule = rule.replace('…', &format!("b1=b1, b2=b2{more}"));
    format!(
        r#"jax.config.update("jax_enable_x64", True)


class {name}(torch.optim.Optimizer):
    """optax's, on PyTorch's w."""

    def __init__(self, params, lr, betas):
        super().__init__(params, {{"lr": lr, "betas": betas}})
        self.kept = self.rule().init(w.detach().numpy())

    def rule(self):
        b1, b2 = self.param_groups[0]["betas"]
        return {rule}

    def step(self):
        step, self.kept = self.rule().update(w.grad.numpy(), self.kept, w.detach().numpy())
        w.data += self.param_groups[0]["lr"] * torch.tensor(np.array(step))


optimizer = {name}([w], lr={}, betas=({b1}, {b2}))"#,
        float(args.number("lr"))
    )
}
