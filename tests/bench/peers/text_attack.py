"""DeepWordBug (Gao et al. 2018) by TextAttack itself, its recipe's own parts.

Its import fetches files of NLTK from the network and wants libraries for languages, tagging and translation that this
recipe never calls, one of which takes no present transformers: they are said to be there, and are empty. Stop words are
given, those that Headlight leaves alone.

It fills every text up to all the tokens that a model takes: so it is timed. With `fitting` texts are filled up to what
their words need instead, which changes nothing that is found.
"""

import os
import random
import sys
import tempfile
from importlib.machinery import ModuleSpec
from types import ModuleType

UNUSED = {
    *("OpenHowNet", "bert_score", "datasets", "flair", "jieba", "langdetect", "language_tool_python", "lemminflect"),
    *("Levenshtein", "more_itertools", "nltk", "num2words", "pinyin", "requests", "terminaltables", "word2number"),
}


class Empty(ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {}) if name[0].isupper() else Empty(name)

    def __call__(self, *args):
        return ()


class Finder:
    """Finds libraries that are not used, whether they are installed or not."""

    def find_spec(self, name, path=None, target=None):
        return ModuleSpec(name, self, is_package=True) if name.split(".")[0] in UNUSED else None

    def create_module(self, spec):
        return Empty(spec.name)

    def exec_module(self, module):
        pass


# What TextAttack would fetch, it thinks it has.
cache = tempfile.TemporaryDirectory()
os.environ["TA_CACHE_DIR"] = cache.name
open(os.path.join(cache.name, "post_install_check_3"), "w").close()

from common import answer_lines, classifier, timed  # noqa: E402

sys.meta_path.insert(0, Finder())
import textattack  # noqa: E402
from textattack.attack_recipes import DeepWordBugGao2018  # noqa: E402
from textattack.attack_results import SuccessfulAttackResult  # noqa: E402
from textattack.constraints.overlap import LevenshteinEditDistance  # noqa: E402
from textattack.constraints.pre_transformation import RepeatModification, StopwordModification  # noqa: E402
from textattack.goal_functions import UntargetedClassification  # noqa: E402
from textattack.search_methods import GreedyWordSwapWIR  # noqa: E402
from textattack import transformations as kinds  # noqa: E402

model, tokenizer = classifier(sys.argv[1], sys.argv[2])
wrapper = textattack.models.wrappers.HuggingFaceModelWrapper(model, tokenizer)
swaps = kinds.CompositeTransformation(
    [
        kinds.WordSwapNeighboringCharacterSwap(),
        kinds.WordSwapRandomCharacterSubstitution(),
        kinds.WordSwapRandomCharacterDeletion(),
        kinds.WordSwapRandomCharacterInsertion(),
    ]
)
small = set(sys.argv[3].split(","))
constraints = [
    RepeatModification(),
    # It compares words as they are written.
    StopwordModification(small | {word.capitalize() for word in small}),
    LevenshteinEditDistance(30),
]
attack = textattack.Attack(UntargetedClassification(wrapper), constraints, swaps, GreedyWordSwapWIR())


WHOLE = tokenizer.model_max_length


def room(text):
    """Tokens that a text takes after any typos: each word may fall into several more pieces."""
    return min(WHOLE, 2 * len(tokenizer(text)["input_ids"]) + 16)


def attacked(text, seed, fitting):
    random.seed(seed)
    attack.clear_cache()
    tokenizer.model_max_length = room(text) if fitting else WHOLE
    label = int(wrapper([text]).argmax())
    result = attack.attack(text, label)
    original, perturbed = result.original_result.attacked_text, result.perturbed_result.attacked_text
    return {
        "reached": isinstance(result, SuccessfulAttackResult),
        "changed": len(original.all_words_diff(perturbed)),
        "queries": result.num_queries,
    }


def answer(question):
    found, ms = timed(lambda: attacked(question["text"], question["seed"], question["fitting"]))
    return {**found, "ms": ms}


attacked("A warm text, nothing more.", 0, True)
answer_lines({}, answer)
