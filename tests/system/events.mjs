// Answers that come as events.
import assert from 'node:assert/strict';

/**
 * Evaluates a set as a stream and tells `heard(name, data)` of each event; once that says false, the connection is closed.
 */
export async function follow(server, body, heard) {
  const response = await server.post('/evaluate', body, { Accept: 'text/event-stream' });
  assert.equal(response.status, 200);
  let text = '';
  for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (text + piece).split('\n\n');
    text = blocks.pop();
    for (const block of blocks) {
      const [, name, data] = /^event: (\w+)\ndata: (.*)$/.exec(block) ?? [];
      // Leaving the loop cancels the stream.
      if (name && heard(name, JSON.parse(data)) === false) return;
    }
  }
}
