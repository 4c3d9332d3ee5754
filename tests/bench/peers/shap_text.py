"""shap's partition explainer (its default for text) over transformers.

{"sweep": text, "budget": n} finds the batch of masks that is fastest, and keeps to it; {"sweep": null} goes back to
the library's default, which matters where the budget runs out: the values then depend on it.
{"text", "budget"} answers {"values": [of each token], "base", "ms"}; the first label that is not 0 is explained.
"""

import sys

import shap
from common import Scorer, answer_lines, classifier, sweep, timed

SIZES = [5, 10, 20, 50, 100, 200]
model, tokenizer = classifier(sys.argv[1], sys.argv[2])
scorer = Scorer(model, tokenizer)
explainer = shap.Explainer(scorer, shap.maskers.Text(tokenizer))
batch = "auto"


def explain(text, budget, batch_size):
    found = explainer([text], max_evals=budget, batch_size=batch_size, silent=True)
    return {"values": found.values[0][:, 1].tolist(), "base": float(found.base_values[0][1])}


def answer(question):
    global batch
    if "sweep" in question:
        if question["sweep"] is None:
            batch = "auto"
            return {"best": batch, "times": {}}
        text, budget = question["sweep"], question["budget"]
        batch, times = sweep(SIZES, lambda size: explain(text, budget, size))
        return {"best": batch, "times": times}
    found, ms = timed(lambda: explain(question["text"], question["budget"], batch))
    return {**found, "ms": ms}


answer_lines({}, answer)
