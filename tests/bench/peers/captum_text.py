"""captum's layer integrated gradients over word embeddings, 50 Gauss-Legendre steps, the logit of the second label.

The baseline is padding between the added specials; it is attended to, as in captum's own tutorial.
{"sweep": ids} finds the internal batch that is fastest, and keeps to it; {"ids"} answers {"weights": [of each token], "ms"}.
"""

import sys

import torch
from captum.attr import LayerIntegratedGradients
from common import answer_lines, classifier, sweep, timed

STEPS = 50
SIZES = [1, 2, 5, 10, 25, 50]
PAD = 0
model, _ = classifier(sys.argv[1], sys.argv[2])
# Only the gradient to the embeddings is asked for: none of the weights' own.
model.requires_grad_(False)
embeddings = model.bert.embeddings.word_embeddings
explainer = LayerIntegratedGradients(lambda ids: model(input_ids=ids).logits, embeddings)
batch = STEPS


def explain(ids, internal_batch_size):
    baseline = [ids[0], *[PAD] * (len(ids) - 2), ids[-1]]
    # The layer's output must be a leaf that gradients reach, though its weights are frozen.
    with torch.enable_grad():
        found = explainer.attribute(
            torch.tensor([ids]),
            baselines=torch.tensor([baseline]),
            target=1,
            n_steps=STEPS,
            internal_batch_size=internal_batch_size,
        )
    return found.sum(dim=-1)[0].tolist()


def answer(question):
    global batch
    if "sweep" in question:
        batch, times = sweep(SIZES, lambda size: explain(question["sweep"], size))
        return {"best": batch, "times": times}
    weights, ms = timed(lambda: explain(question["ids"], batch))
    return {"weights": weights, "ms": ms}


answer_lines({}, answer)
