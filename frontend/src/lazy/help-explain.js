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
    [
      'Two models',
      'Both are asked about the same texts, so their weights can be subtracted: left − right is what makes them disagree. The base values say what each says of the text without any word.',
    ],
    [
      'A set of sentences',
      'Every row by both models, the ones on which they part most first; disagreement is half of the sum of |p − q| over all classes. In the small pictures all bars have one scale.',
    ],
    [
      'How good they are',
      'Accuracy and errors count the rows whose label a model has; the ranges behind them hold 95 % of the time, and under 30 rows they are too wide to prove anything. Lean is the mean probability of the positive class where there is nothing to go by. The calibration error is how far a model’s sureness is from how often it is right.',
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
