//! AdamW: Adam whose weight decay is not divided by the size of the gradients.

use super::adam::{AMSGRAD, Moments};
use super::{Integration, MAXIMIZE, Rule, betas, eps, lr};
use crate::schema::value::Value;
use crate::schema::{Arg, Args, Entry, Range, nothing_more};

pub const ENTRY: Entry = Entry {
    name: "AdamW",
    formula: r"w \leftarrow (1 - \eta\lambda)\, w - \eta\,\frac{\hat m}{\sqrt{\hat v} + \epsilon}, \quad m \leftarrow \beta_1 m + (1 - \beta_1) \nabla L, \quad v \leftarrow \beta_2 v + (1 - \beta_2) (\nabla L)^2",
    source: "torch.optim.AdamW; Loshchilov and Hutter, Decoupled Weight Decay Regularization, 2019",
    help: "Adam, with the pull towards zero apart from the slope: it is in proportion to the parameter, however steep it is.",
    args: &[
        lr(0.1),
        betas([0.9, 0.999]),
        eps(1e-8),
        Arg::number(
            "weight_decay",
            0.01,
            "How much of the parameter each step takes away, times the rate. More pulls harder to zero.",
        )
        .within(Range::NOT_NEGATIVE),
        AMSGRAD,
        MAXIMIZE,
    ],
    check: nothing_more,
};

pub type AdamW = Moments<true>;

impl Integration for AdamW {
    fn state_defaults(args: &Args, _: &[Vec<usize>]) -> Option<&'static [&'static str]> {
        Some(if args.flag("amsgrad") { &["max_exp_avg_sq"] } else { &[] })
    }
}

/// As it is by default. The rate comes with each step.
pub fn by_default() -> AdamW {
    let value = Value::Map(vec![("name".into(), Value::Text(ENTRY.name.into())), ("lr".into(), Value::Number(1.0))]);
    AdamW::new(&Args::parse("optimizer", "", &value, &[&ENTRY]).expect("it is in the catalogue"))
}
