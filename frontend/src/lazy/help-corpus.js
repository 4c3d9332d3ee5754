/** What can be read in Corpus, and how. @type {import('./help.js').Help} */
export const CORPUS = {
  title: 'Reading neighbours',
  caution:
    'A layer turns every token into a list of numbers. Neighbours are the words of a corpus whose numbers point the same way: to this layer they look alike. What they share tells what the layer holds; what any words would share is marked as chance.',
  reading: [
    ['Embedding', 'What the token has become after a layer; layer 0 is what the model starts with, before any attention.'],
    [
      'Context of heads',
      'What the chosen heads bring to the token from where they look, before it is mixed with the rest. The score is the mean over the heads, each counting the same.',
    ],
    ['Cosine', '1 for the same direction. Two tokens drawn at random are far from 0 in most models; the line below the sentence says how far, at this layer.'],
    ['The nearest places', 'The matches stand under each other. Darker words get more of the match’s attention, at this layer, from the chosen heads; the darkest is underlined. Click a match for its whole sentence, annotated.'],
    ['Columns', 'The label of the words before and after each match, as many as you like.'],
    [
      'Bars',
      'How many neighbours have a label, with the interval that the true share lies in (95 %). The tick is the share in the whole corpus, and the factor how many times as often. Coloured bars differ by more than chance gives, after correction for the length of the list.',
    ],
    ['Layer by layer', 'The same count at every layer. The label that leads in the end is orange, the one that led at first is blue; dashed is the share in the corpus of the one that leads in the end.'],
    ['Mean taken off', 'Subtracts the mean of the corpus first. What all tokens share no longer makes them alike.'],
    ['Building', 'The corpus is read once by the model, as your sentence is; the numbers are kept on disk, about one byte each. A layer can be searched as soon as it is there.'],
  ],
  pointer: 'Click a token to look for it, double-click to mask it. Click a chart to go to that layer, a match to unfold its sentence.',
  keys: [
    ['← →', 'the token before or after'],
    ['Enter, Space', 'look for the token'],
    ['m', 'mask or unmask the token'],
    ['[ ]', 'the layer below or above'],
    ['u, Ctrl+Z', 'undo; with Shift, redo'],
    ['?', 'this help'],
  ],
};
