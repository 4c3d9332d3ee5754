/** What can be read in Explain, and how. @type {import('./help.js').Help} */
export const EXPLAIN = {
  title: 'Reading an explanation',
  caution:
    'Every explanation here is a measurement: words are taken away, or slopes are followed, and the answer of the model is read again. The line under each picture says how far that measurement can be trusted on this text.',
  reading: [
    [
      'Weight',
      'How much a word adds to the class that is explained: orange speaks for it, blue against it. LIME, SHAP and occlusion count in probability points, gradients in log-odds unless the picture says otherwise.',
    ],
    [
      'LIME',
      'The text is read again and again with words left out at random, and a straight line is fitted through the answers. R² says how much of the answers the line explains; what it says of the whole text should be close to what the model says. A thin line across a bar is its 95 % interval; a pale bar may have either sign.',
    ],
    [
      'SHAP',
      'Each word gets its average share over all orders in which words can be added. The force plot begins at the base value, what the model says of the text without any word, and the blocks push from there to f(x), what it says of the whole text. A phrase in brackets was not divided further.',
    ],
    [
      'Integrated gradients',
      'The slope of the answer is followed on the way from a blank text to this one and added up, token by token. The weights must add up to the change between both; what they miss is printed.',
    ],
    ['Gradient × input', 'The slope at the text itself. One pass, so it comes first; a look, no measurement.'],
    ['Occlusion', 'What is lost when a word alone is taken away.'],
    ['Attention rollout', 'Attention followed through all layers to what the classifier reads. It has no minus.'],
    [
      'Taking the strongest words away',
      'The probability falls by so much, on average over the strongest 10 to 50 % of the words. If random words do as much, the explanation names no better words than chance.',
    ],
    ['Library', 'With the presets of lime, shap and captum the units, defaults and random numbers are those of the library. Their units are added up by word, or shown as they are.'],
  ],
  pointer: 'Point at a word and it lights up in every picture. Click it in the coloured text to look it up in Attention, or to leave it out.',
  keys: [
    ['← →', 'the word before or after, in the coloured text'],
    ['Home, End', 'the first or last word'],
    ['Enter', 'what can be done with the word'],
    ['u, Ctrl+Z', 'undo; with Shift, redo'],
    ['?', 'this help'],
  ],
};
