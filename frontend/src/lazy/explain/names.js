/** @typedef {import('./types.js').Method} Method */

/** Methods as people call them. @type {Record<Method, string>} */
export const NAMES = {
  lime: 'LIME',
  shap: 'SHAP',
  integrated_gradients: 'Integrated gradients',
  gradient_x_input: 'Gradient × input',
  occlusion: 'Occlusion',
  attention_rollout: 'Attention rollout',
};

/** @type {Record<'log_odds' | 'logit' | 'probability', string>} */
export const UNITS = { log_odds: 'log-odds', logit: 'of the class’s score', probability: 'probability points' };

/** What the weights of a method are counted in. @param {Method} method @param {import('./types.js').Quality} quality */
export function unitOf(method, { output }) {
  if (method === 'attention_rollout') return 'share of attention';
  return UNITS[output ?? (method === 'gradient_x_input' ? 'log_odds' : 'probability')];
}
