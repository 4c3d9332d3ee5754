import { h } from './dom.js';

/**
 * Fetches a style sheet that the first screen does without.
 * @param {string} name beside the page's own one @returns {Promise<unknown>}
 */
export function sheet(name) {
  const own = /** @type {HTMLLinkElement} */ (document.querySelector('link[rel=stylesheet]'));
  return new Promise((done, onerror) => {
    document.head.append(h('link', { rel: 'stylesheet', href: new URL(name, own.href).href, onload: done, onerror }));
  });
}
