"""DeepWordBug (Gao et al. 2018) as TextAttack 0.3 puts it together, over transformers: words by what the unknown token
changes in their place, four typos of each, the best kept if it brings the label nearer to another.

TextAttack itself wants files of NLTK from the network at its import, so its search is written down here: greedy over a
ranking, each word once, no stop words, every batch of candidates in one padded forward pass, a text scored once.
"""

import random
import re
import string
import sys

from common import Scorer, answer_lines, classifier, timed

model, tokenizer = classifier(sys.argv[1], sys.argv[2])
score = Scorer(model, tokenizer, rows=32)
STOP_WORDS = set(sys.argv[3].split(","))
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Asked:
    """Probabilities by text; how many texts were asked about."""

    def __init__(self):
        self.known = {}

    def __call__(self, texts):
        missing = [text for text in dict.fromkeys(texts) if text not in self.known]
        if missing:
            self.known.update(zip(missing, score(missing)))
        return [self.known[text] for text in texts]


def typos(word, draw):
    at = draw.randrange(len(word) - 1)
    yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    at = draw.randrange(len(word))
    yield word[:at] + draw.choice(string.ascii_letters) + word[at + 1 :]
    at = draw.randrange(len(word))
    yield word[:at] + word[at + 1 :]
    at = draw.randrange(len(word))
    yield word[:at] + draw.choice(string.ascii_letters) + word[at:]


def attack(text, seed):
    draw, asked = random.Random(seed), Asked()
    spans = [match.span() for match in WORD.finditer(text)]
    words = [text[start:end] for start, end in spans]
    label = asked([text])[0].argmax()

    def written(words):
        parts, at = [], 0
        for (start, end), word in zip(spans, words):
            parts += [text[at:start], word]
            at = end
        return "".join(parts) + text[at:]

    def swapped(place, word):
        return words[:place] + [word] + words[place + 1 :]

    free = [i for i, word in enumerate(words) if word.lower() not in STOP_WORDS and any(map(str.isalpha, word))]
    ranks = asked([written(swapped(place, "[UNK]")) for place in free])
    order = [place for _, place in sorted(zip((row[label] for row in ranks), free))]
    changed, current = 0, asked([text])[0]
    for place in order:
        if len(words[place]) < 2:
            continue
        tries = [swapped(place, typo) for typo in typos(words[place], draw) if typo != words[place]]
        rows = asked([written(words) for words in tries])
        best = min(range(len(tries)), key=lambda i: rows[i][label], default=None)
        if best is None or rows[best][label] >= current[label]:
            continue
        words, current, changed = tries[best], rows[best], changed + 1
        if current.argmax() != label:
            break
    return {"reached": bool(current.argmax() != label), "changed": changed, "queries": len(asked.known)}


def answer(question):
    found, ms = timed(lambda: attack(question["text"], question["seed"]))
    return {**found, "ms": ms}


attack("A warm text, nothing more.", 0)
answer_lines({}, answer)
