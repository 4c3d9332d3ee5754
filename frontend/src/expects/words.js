/** How numbers read. Probabilities as percent, with as many digits as tell something. @param {number} probability */
export function percent(probability) {
  const value = probability * 100;
  if (value >= 99.95) return '100 %';
  if (value >= 10 && value < 99.5) return `${value.toFixed(0)} %`;
  if (value >= 0.1) return `${value.toFixed(1)} %`;
  return '< 0.1 %';
}

/** A vocabulary entry as a person reads it: marks of word starts become spaces that need no showing. @param {string} piece */
export const readable = (piece) => piece.replace(/^[Ġ▁]/, '') || '␣';
