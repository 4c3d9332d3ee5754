import { h, say } from '../../../ui/dom.js';

const HOW = 'Save the tests as a set, and run them again whenever a model changes. The command ends with code 1 where a test fails:';

/** The command that runs a set, ready to be copied. */
export function commandLine() {
  const text = h('code', { id: 'command', tabIndex: 0 });
  const said = h('span', { role: 'status', className: 'note' });
  const button = h('button', { type: 'button', className: 'quiet framed', onclick: copy }, 'Copy');
  const element = h('div', { className: 'command' }, h('p', { className: 'note' }, HOW), h('div', { className: 'line' }, text, button, said));

  /** A browser that keeps its clipboard to itself gets the text selected. */
  async function copy() {
    const copied = await navigator.clipboard?.writeText(text.textContent).then(
      () => true,
      () => false,
    );
    if (!copied) getSelection()?.selectAllChildren(text);
    said.textContent = copied ? 'Copied.' : 'Selected, to copy.';
  }

  /** @param {string} command */
  function render(command) {
    if (text.textContent !== command) said.textContent = '';
    say(text, command);
  }
  return { element, render };
}
