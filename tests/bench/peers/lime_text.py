"""lime's LimeTextExplainer over transformers.

{"sweep": text, "samples": n, "order"} finds the rows of a batch that are fastest, and keeps to them;
{"text", "samples", "seed", "order", "once"} answers {"weights": {word: weight}, "ms"}. Texts go through the model in the
"order" "given", as lime hands them over, or by "length", which saves padding. With "once" each different text is scored once
only. Neither is how the library is used, but how it could be.
"""

import sys

import numpy as np
from common import Scorer, answer_lines, classifier, sweep, timed
from lime.lime_text import LimeTextExplainer

SIZES = [8, 16, 32, 64, 128, 256]
loaded = classifier(sys.argv[1], sys.argv[2])
scorers = {order: Scorer(*loaded, by_length=order == "length") for order in ("given", "length")}


def once(scorer):
    def ask(texts):
        different, places = np.unique(np.array(texts, dtype=str), return_inverse=True)
        return scorer(different)[places]

    return ask


def explain(text, samples, seed, ask):
    explainer = LimeTextExplainer(random_state=np.random.RandomState(seed))
    features = len(set(text.split()))
    found = explainer.explain_instance(text, ask, labels=(1,), num_features=features, num_samples=samples)
    return dict(found.as_list(label=1))


def in_batches_of(scorer, rows, text, samples):
    scorer.rows = rows
    explain(text, samples, 0, scorer)


def answer(question):
    scorer = scorers[question["order"]]
    if "sweep" in question:
        text, samples = question["sweep"], question["samples"]
        scorer.rows, times = sweep(SIZES, lambda rows: in_batches_of(scorer, rows, text, samples))
        return {"best": scorer.rows, "times": times}
    ask = once(scorer) if question.get("once") else scorer
    weights, ms = timed(lambda: explain(question["text"], question["samples"], question["seed"], ask))
    return {"weights": weights, "ms": ms}


answer_lines({}, answer)
