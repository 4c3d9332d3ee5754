"""What every peer shares: the models as transformers and peft have them, threads, batches, and the talk by lines.

A peer is started with the folder of models, prints a line of JSON once it is ready (what its sweep found), and then
answers each line of JSON with another.
"""

import json
import os
import sys
import time

import numpy as np
import torch
from peft import PeftModel
from transformers import AutoModelForSequenceClassification, AutoTokenizer, BertModel

THREADS = int(os.environ["OMP_NUM_THREADS"])
torch.set_num_threads(THREADS)


def encoder(models, attention):
    """headlight-mini without a head, in f32: `attention` is "sdpa" (fused) or "eager" (which keeps the weights)."""
    folder = os.path.join(models, "headlight-mini")
    model = BertModel.from_pretrained(folder, attn_implementation=attention, dtype=torch.float32)
    return model.eval(), AutoTokenizer.from_pretrained(folder)


def classifier(models, name):
    """A LoRA adapter merged into headlight-mini, fused attention, f32."""
    folder = os.path.join(models, "headlight-mini")
    base = AutoModelForSequenceClassification.from_pretrained(
        folder, num_labels=2, attn_implementation="sdpa", dtype=torch.float32
    )
    merged = PeftModel.from_pretrained(base, os.path.join(models, name)).merge_and_unload()
    return merged.eval(), AutoTokenizer.from_pretrained(folder)


class Scorer:
    """Probabilities of many texts: sorted by length, or as they come; each batch padded to its own longest."""

    def __init__(self, model, tokenizer, rows=64, by_length=True):
        self.model, self.tokenizer, self.rows, self.by_length = model, tokenizer, rows, by_length

    @torch.inference_mode()
    def __call__(self, texts):
        texts = [str(text) for text in texts]
        ids = self.tokenizer(texts, truncation=True, return_attention_mask=False, return_token_type_ids=False)["input_ids"]
        order = sorted(range(len(ids)), key=lambda i: len(ids[i])) if self.by_length else range(len(ids))
        answers = np.empty((len(ids), self.model.config.num_labels))
        for start in range(0, len(order), self.rows):
            chosen = list(order[start : start + self.rows])
            logits = self.logits([ids[i] for i in chosen])
            answers[chosen] = torch.softmax(logits, dim=-1).numpy()
        return answers

    def logits(self, rows):
        longest = max(len(row) for row in rows)
        if min(len(row) for row in rows) == longest:
            # No padding, so no mask: attention has its fastest form.
            return self.model(input_ids=torch.tensor(rows)).logits
        padded = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
        return self.model(input_ids=padded, attention_mask=mask).logits


def sweep(sizes, timed, rounds=2):
    """The size whose best time is smallest, and all times in ms: `timed(size)` is run in turns."""
    best = {size: float("inf") for size in sizes}
    for _ in range(rounds):
        for size in sizes:
            started = time.perf_counter()
            timed(size)
            best[size] = min(best[size], (time.perf_counter() - started) * 1e3)
    return min(best, key=best.get), {str(size): round(ms, 1) for size, ms in best.items()}


def answer_lines(ready, answer):
    """Says what was found, then answers until nobody asks any more."""
    print(json.dumps(ready), flush=True)
    for line in sys.stdin:
        print(json.dumps(answer(json.loads(line))), flush=True)


def timed(run):
    """What `run` gives, and the ms it took."""
    started = time.perf_counter()
    value = run()
    return value, (time.perf_counter() - started) * 1e3
