"""What lime and shap say, given what a model says of every text: cases as JSON on standard input, answers on output.

A case has a table {text: [probability of each label]}. A text that is not in it is an error: then the library asked for
something else than Headlight did.
"""

import json
import sys

import numpy as np
import shap
from lime.lime_text import LimeTextExplainer


def model(table):
    def probabilities(texts):
        missing = [text for text in texts if text not in table]
        if missing:
            raise SystemExit(f"Headlight did not ask about {missing[0]!r}")
        # Headlight computes with the very f32 numbers that it prints.
        return np.array([table[text] for text in texts], dtype=np.float32).astype(np.float64)

    return probabilities


def lime(case):
    explainer = LimeTextExplainer(random_state=case["seed"])
    found = explainer.explain_instance(
        case["text"], model(case["table"]), labels=(case["label"],),
        num_features=case["features"], num_samples=case["budget"],
    )
    weights = {found.domain_mapper.indexed_string.word(int(i)): float(w) for i, w in found.as_map()[case["label"]]}
    return {"weights": weights, "intercept": float(found.intercept[case["label"]]), "r2": float(found.score),
            "local_prediction": float(found.local_pred[0])}


class Tokenizer:
    """A fast tokenizer as shap sees it: the tokens that Headlight shows, their offsets in code points."""

    def __init__(self, case):
        self.texts = {case["text"]: case["tokens"], "": case["empty"]}
        self.mask_token, self.mask_token_id = case["mask"], case["mask_id"]
        self.sep_token, self.sep_token_id = "[SEP]", case["empty"][-1]["id"]

    def __call__(self, text, return_offsets_mapping=False):
        tokens = self.texts[text]
        return {"input_ids": [token["id"] for token in tokens], "offset_mapping": [token["at"] for token in tokens]}


def partition(case):
    answers = []
    masker = shap.maskers.Text(Tokenizer(case))
    explainer = shap.Explainer(model(case["table"]), masker, algorithm="partition")
    # Ties in its queue are broken at random: it may have several answers.
    for seed in range(6):
        np.random.seed(seed)
        found = explainer([case["text"]], max_evals=case["budget"], silent=True)
        answers.append({
            "segments": [str(segment) for segment in found.data[0]],
            "values": found.values[0][:, case["label"]].tolist(),
            "base": float(found.base_values[0][case["label"]]),
        })
    return answers


ASK = {"lime": lime, "partition": partition}
print(json.dumps([ASK[case["kind"]](case) for case in json.load(sys.stdin)]))
