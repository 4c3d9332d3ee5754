import { askFor } from './request.js';

/** @typedef {import('./types.js').Answer} Answer */
/** @typedef {import('../../state/state.js').State} State */

/** What has to be asked for a proof: both libraries' ways, with every text and its score. @param {State} state @param {string} model @param {string} target */
export const proofAsks = (state, model, target) =>
  /** @type {const} */ (['lime', 'shap']).map((method) =>
    askFor({ ...state, target, preset: 'library' }, [model], method, { table: true, faithfulness: false }),
  );

/** What Python runs. The tables hold every text that a library asks about, so that no model is needed. */
const SCRIPT = `
TEXT, LIME, SHAP = DATA["text"], DATA["lime"], DATA["shap"]
TARGET = DATA["labels"].index(LIME["target"])
TABLE = DATA["table"]


def score(texts):
    return np.array([TABLE[str(text)] for text in texts])


def codepoint(utf16):
    return len(TEXT.encode("utf-16-le")[: 2 * utf16].decode("utf-16-le"))


def weights(answer):
    return {w["unit"]: w["weight"] for w in answer["results"][0]["weights"]}


def lime():
    explainer = LimeTextExplainer(random_state=LIME["seed"])
    found = explainer.explain_instance(
        TEXT, score, labels=(TARGET,), num_features=10, num_samples=LIME["cost"]["budget"])
    theirs, ours = dict(found.as_map()[TARGET]), weights(LIME)
    return max(abs(theirs.get(unit, 0.0) - weight) for unit, weight in ours.items())


class Tokens:
    """The tokens of this text as the model has them, for shap.maskers.Text."""

    units = SHAP["units"]
    specials = sum(unit["start"] is None for unit in units)
    mask_token = DATA["mask"]
    mask_token_id = None if mask_token is None else 1

    def __call__(self, text, return_offsets_mapping=False):
        if text != TEXT:
            return {"input_ids": [0] * (self.specials + (text != ""))}
        spans = [(0, 0) if u["start"] is None else (codepoint(u["start"]), codepoint(u["end"])) for u in self.units]
        return {"input_ids": list(range(len(spans))), "offset_mapping": spans}


def partition(order):
    np.random.seed(order)  # shap breaks ties at random
    masker = shap.maskers.Text(Tokens())
    explainer = shap.Explainer(lambda texts: score(texts)[:, TARGET], masker, algorithm="partition")
    found = explainer([TEXT], max_evals=SHAP["cost"]["budget"], silent=True)
    theirs, ours = found.values[0], weights(SHAP)
    return max(abs(float(theirs[unit]) - weight) for unit, weight in ours.items())


def nearest():
    differences = []
    for order in range(12):
        try:
            differences.append(partition(order))
        except KeyError:
            pass  # ties broken otherwise lead to texts that were never asked about
    return min(differences, default=None)


def report(name, version, difference):
    if difference is None:
        sys.exit(f"{name} {version} asks for texts that are not in the table")
    print(f"{name} {version}: the largest difference is {difference:.1e}")
    return difference <= 1e-5


print(f"{TEXT!r}, {LIME['results'][0]['model']}, {LIME['target']}")
same = [report("lime", metadata.version("lime"), lime()), report("shap", shap.__version__, nearest())]
sys.exit(0 if all(same) else "they differ")
`;

const HEAD = `"""Holds an explanation made with Headlight to the libraries lime and shap.

    pip install lime==0.2.0.1 shap==0.51.0 && python THIS_FILE

Every text that the libraries ask about is in here with the model's answer, so no model is needed.
`;

/** JSON of which every character is ASCII: the same text to JSON and inside a Python string. @param {unknown} value */
const ascii = (value) => JSON.stringify(value).replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** What stands in the place of a token that shap took away: null where it is shap's own "...". @param {Answer} answer @returns {string | null} */
function maskOf({ results: [{ blank }] }) {
  const [word = '...'] = (blank?.text ?? '').split(' ');
  return word === '...' || word === '' ? null : word;
}

/**
 * A Python file that feeds the texts and scores of two answers to lime and
 * shap, and prints by how much their weights differ from ours.
 * @param {string} text @param {Answer[]} answers  of lime and shap, with their tables @param {string[]} labels  of the model
 * @param {string} link  that opens the same
 */
export function proofOf(text, [lime, shap], labels, link) {
  const rows = [lime, shap].flatMap((answer) => answer.table ?? []);
  const table = Object.fromEntries(rows.map((row) => [row.text, row.probabilities]));
  /** @param {Answer} answer */
  const bare = ({ table: _, ...answer }) => answer;
  const data = { text, labels, mask: maskOf(shap), lime: bare(lime), shap: bare(shap), table };
  return `${HEAD}\nMade from ${ascii(link).slice(1, -1)}\n"""\n
import json
import sys
from importlib import metadata

import numpy as np
import shap
from lime.lime_text import LimeTextExplainer

DATA = json.loads(${JSON.stringify(ascii(data))})
${SCRIPT}`;
}
