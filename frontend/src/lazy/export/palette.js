/**
 * Figures are made for paper: they have the light colours of static/app.css
 * (a test holds them equal) on white.
 * @type {import('../../scene/canvas.js').Palette}
 */
export const PRINT = {
  paper: '#ffffff',
  ink: '#1b1f27',
  quiet: '#5c626d',
  accent: '#a4460a',
  arc: '#b8560c',
  cell: '#35435e',
  'cell-off': '#c3c5ca',
  line: '#e3e0d8',
  plus: '#b8560c',
  minus: '#2c6499',
};
