"""faiss' exact inner product over the vectors of an index, and a plain forward pass of transformers over a corpus.

Started with the folder of models, a CoNLL-U file and the folder of the index that was built of it.
{"point", "heads", "chosen", "size"} makes an IndexFlatIP of what the file of a point stands for;
{"question": token} answers the {"text", "place"} of a token of the index;
{"token", "k"} answers {"ms", "scores"} of the nearest to its stored vector;
{"forward": n} reads all sentences in batches of so many padded tokens and answers {"ms"}.
"""

import lzma
import os
import sys

import faiss
import numpy as np
import torch
from common import THREADS, answer_lines, encoder, timed

faiss.omp_set_num_threads(THREADS)
# What brings a stored vector to length one is a u16 over this (docs/adr/0009).
SCALE = 65535 * 127
_, models, corpus, folder = sys.argv
model, tokenizer = encoder(models, "sdpa")
with lzma.open(corpus, "rt", encoding="utf-8") as file:
    texts = [line[9:].rstrip("\n") for line in file if line.startswith("# text = ")]
sentence_of, _, place_of = np.fromfile(os.path.join(folder, "tokens.u32"), dtype="<u4").reshape(3, -1)
index = None


def load(point, heads, chosen, size):
    """Chosen heads side by side, so that the inner product is the mean of their cosines."""
    global index
    tokens = len(sentence_of)
    data = np.fromfile(os.path.join(folder, f"{point}.i8"), dtype=np.uint8)
    numbers = data[: heads * tokens * size].view(np.int8).reshape(heads, tokens, size)
    scales = data[heads * tokens * size :].view("<u2").reshape(heads, tokens)
    parts = [numbers[h].astype(np.float32) * (scales[h].astype(np.float32) / SCALE)[:, None] for h in chosen]
    vectors = np.concatenate(parts, axis=1) / np.sqrt(len(chosen), dtype=np.float32)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return {"vectors": index.ntotal}


def search(token, k):
    query = index.reconstruct(token)[None]
    (scores, _), ms = timed(lambda: index.search(query, k))
    return {"ms": ms, "scores": scores[0].tolist()}


@torch.inference_mode()
def forward(sentences, most):
    """The longest first, each batch padded to its own longest."""
    order = sorted(sentences, key=len, reverse=True)
    start = 0
    while start < len(order):
        longest = len(order[start])
        rows = order[start : start + max(1, most // longest)]
        padded = torch.tensor([row + [0] * (longest - len(row)) for row in rows])
        mask = torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in rows])
        model(input_ids=padded, attention_mask=None if bool(mask.all()) else mask)
        start += len(rows)


def answer(question):
    if "point" in question:
        return load(**question)
    if "question" in question:
        token = question["question"] % len(sentence_of)
        return {"token": token, "text": texts[sentence_of[token]], "place": int(place_of[token])}
    if "forward" in question:
        sentences = tokenizer(texts, truncation=True, max_length=512)["input_ids"]
        return {"ms": timed(lambda: forward(sentences, question["forward"]))[1]}
    return search(question["token"], question["k"])


answer_lines({"sentences": len(texts)}, answer)
