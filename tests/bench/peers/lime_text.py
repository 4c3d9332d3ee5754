"""lime's LimeTextExplainer over transformers.

{"sweep": text, "samples": n} finds the rows of a batch that are fastest, and keeps to them;
{"text", "samples", "seed", "once"} answers {"weights": {word: weight}, "ms"}. With "once" each different text is scored
once only: not how the library is used, but how it could be.
"""

import sys

import numpy as np
from common import Scorer, answer_lines, classifier, sweep, timed
from lime.lime_text import LimeTextExplainer

SIZES = [8, 16, 32, 64, 128, 256]
scorer = Scorer(*classifier(sys.argv[1], sys.argv[2]))


def once(texts):
    different, places = np.unique(np.array(texts, dtype=str), return_inverse=True)
    return scorer(different)[places]


def explain(text, samples, seed, ask=scorer):
    explainer = LimeTextExplainer(random_state=np.random.RandomState(seed))
    features = len(set(text.split()))
    found = explainer.explain_instance(text, ask, labels=(1,), num_features=features, num_samples=samples)
    return dict(found.as_list(label=1))


def in_batches_of(rows, text, samples):
    scorer.rows = rows
    explain(text, samples, seed=0)


def answer(question):
    if "sweep" in question:
        text, samples = question["sweep"], question["samples"]
        scorer.rows, times = sweep(SIZES, lambda rows: in_batches_of(rows, text, samples))
        return {"best": scorer.rows, "times": times}
    ask = once if question.get("once") else scorer
    weights, ms = timed(lambda: explain(question["text"], question["samples"], question["seed"], ask))
    return {"weights": weights, "ms": ms}


answer_lines({}, answer)
