/** @typedef {{ event: string, data: string }} Event */

/**
 * A reader of server-sent events (WHATWG HTML, section 9.2), fed with text in
 * pieces of any size; comments, ids and retry times are of no use here.
 * @param {(event: Event) => void} tell
 */
export function eventReader(tell) {
  let rest = '';
  let event = '';
  /** @type {string[]} */
  let data = [];

  /** @param {string} line */
  function take(line) {
    if (line === '') return dispatch();
    const [, field, value = ''] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
    if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  }

  function dispatch() {
    if (data.length) tell({ event: event || 'message', data: data.join('\n') });
    event = '';
    data = [];
  }

  /** A carriage return at the end may be half of a line's end. @param {string} text */
  return (text) => {
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    lines.forEach(take);
  };
}
