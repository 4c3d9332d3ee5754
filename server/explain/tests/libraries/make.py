"""Writes libraries.json: what lime and shap themselves say about an analytic black box.

    pip install shap==0.51.0 lime==0.2.0.1 && python make.py > libraries.json
"""

import json
import math
import re

import numpy as np
import shap
from lime.lime_text import LimeTextExplainer
from shap.maskers._text import partition_tree

TEXTS = [
    "It's <b>great</b>, not boring",
    "fun fun (not great) but fun; and and Fun the end",
    "Ünïcode ½ wörds are great and 日本語 is fun but boring",
    "great",
    "not boring but not great and not fun or the film was fun and long and boring to see",
]
TOKENS = [
    "[CLS] it ' s ( not ) a good , good film . but why ? [SEP]",
    "[CLS] don ' t you ##r un ##believ ##able and or ! ! [SEP]",
    "a , b , c . d ( e ( f ) g ) h",
    "' t ' s ) ( . , but and or",
]


def positive(text):
    words = re.findall("[a-z]+", text.lower())
    score = 0.1 + sum({"great": 0.9, "not": -1.0, "boring": -0.8, "fun": 0.6}.get(w, 0.0) for w in words)
    score -= 0.9 if "not" in words and "great" in words else 0.0
    score += 0.4 if "but" in words and "boring" in words else 0.0
    return 1 / (1 + math.exp(-score))


def lime(text, samples, features, seed):
    explainer = LimeTextExplainer(random_state=seed)
    both = lambda texts: np.array([[1 - positive(t), positive(t)] for t in texts])
    found = explainer.explain_instance(text, both, num_features=features, num_samples=samples)
    return {
        "text": text, "samples": samples, "features": features, "seed": seed,
        "weights": sorted([int(i), float(w)] for i, w in found.as_map()[1]),
        "intercept": float(found.intercept[1]),
    }


def partition(text, budget):
    one = lambda texts: np.array([positive(t) for t in texts])
    explainer = shap.Explainer(one, shap.maskers.Text(r"\W+"), algorithm="partition")
    answers = []
    # shap breaks ties in its queue at random: where there are some, it has several answers.
    for seed in range(12):
        np.random.seed(seed)
        found = explainer([text], max_evals=budget, silent=True)
        values = [float(v) for v in found.values[0]]
        if not any(np.allclose(values, known, rtol=0, atol=1e-9) for known in answers):
            answers.append(values)
    return {"text": text, "budget": budget, "answers": answers, "base": float(found.base_values[0])}


def tree(tokens):
    return {"tokens": tokens, "joins": [[int(r[0]), int(r[1])] for r in partition_tree(tokens, ["[SEP]"])]}


print(json.dumps({
    "lime": [lime(t, n, k, s) for t in TEXTS for n, k, s in [(300, 10, 1), (1000, 3, 7)]],
    "partition": [partition(t, b) for t in TEXTS if " " in t for b in (20, 50, 500)],
    "trees": [tree(t.split()) for t in TOKENS],
}, indent=1, ensure_ascii=False))
