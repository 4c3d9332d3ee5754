/** What can be read in Attack, and how. @type {import('./help.js').Help} */
export const ATTACK = {
  title: 'Reading an attack',
  caution:
    'An attack looks for a small edit after which the model says something else. It proves something about the model only where the text still means what it meant: that is for a reader to judge, the guard only warns.',
  reading: [
    [
      'By hand',
      'Each word has a menu of what could stand in its place. Every entry was put into the text and read by the models before it is listed: the numbers beside it are real changes in the probability of what they say now, not estimates.',
    ],
    [
      'Where words come from',
      'Typos are letters swapped, left out, put in or mistyped. Look-alikes are letters of another script or characters that are not seen. A language model names what it expects behind a mask; WordNet names synonyms; the gradient names what the slope of the answer points to. A word can also be left out, another put before it, its statement turned round; and any word of your own can be tried.',
    ],
    [
      'The guard',
      'Warns of opposites and negations, of words in no dictionary, of words that a language model hardly expects there (by more than 5 nats a piece), and of texts whose sentence vector has moved (cosine under 0.85). A search leaves such edits alone while the guard is on, but that typos and look-alikes need not be words. It judges an edit when it is made; beside a result stands what it says of the text in the end.',
    ],
    [
      'By search',
      'A recipe names the edits, the search goes through them until the goal is reached or the budget is spent. Edits that a success does not need are undone: of those that are left, undoing any one misses the goal. The text is then read once more, as if it were typed afresh.',
    ],
    [
      'Valid or not',
      'Success is counted twice: how often the goal was reached, and how often by a text that you say still means the same. Published attacks lose most of their successes between the two.',
    ],
    [
      'Checklist',
      'About thirty variants of the sentence, each with what is expected of it (after Ribeiro et al. 2020): invariance, what should change nothing; direction, what should not move the answer the wrong way by more than 0.1; basics, what every classifier of sentiment should know. The ring is the sentence, the dot the variant. A test can be taken out or added, and the set be saved and run from the command line.',
    ],
    [
      'Defences',
      'What a text can be put through before the models read it. Each is judged three times: does the edited text still work; how often does the recipe succeed when it may only ask through the defence, since an attack that knows of it looks for other edits; and how many texts that nobody edited are still read right. The thin line on a bar is the 95 % interval (Wilson): a handful of texts proves little.',
    ],
    ['Texts asked', 'How many different texts the models had to read. Fewer is a better attack.'],
  ],
  pointer: 'Click a word for its menu; click an edited word to change the edit or to take it back.',
  keys: [
    ['← →', 'the word before or after'],
    ['Enter', 'the menu of the word'],
    ['l', 'on a word: lock it, so that no search edits it, or unlock it'],
    ['Del', 'on a word: take its edit back'],
    ['u, Ctrl+Z', 'undo; with Shift, redo'],
    ['Esc', 'close a menu'],
    ['?', 'this help'],
  ],
};
