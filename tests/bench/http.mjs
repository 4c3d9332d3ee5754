// Requests that cost the client little: connections are kept, answers come as bytes, and the time is that of the socket.
import http from 'node:http';
import { once } from 'node:events';

/** A client with `connections` of its own. @param {string} address */
export function connect(address, connections = 1) {
  const agent = new http.Agent({ keepAlive: true, maxSockets: connections });

  async function send(method, path, { body, accept } = {}) {
    const bytes = body && Buffer.from(JSON.stringify(body));
    const headers = { 'Content-Type': 'application/json', ...(accept && { Accept: accept }) };
    if (bytes) headers['Content-Length'] = bytes.length;
    const started = performance.now();
    const request = http.request(address + path, { method, agent, headers }).end(bytes);
    const [response] = await once(request, 'response');
    const chunks = [];
    for await (const chunk of response) chunks.push(chunk);
    const ms = performance.now() - started;
    return { status: response.statusCode, headers: response.headers, bytes: Buffer.concat(chunks), ms };
  }

  /** As `send`, and anything but success is an error. */
  async function ask(path, body, accept) {
    const answer = await send('POST', path, { body, accept });
    if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${answer.bytes.subarray(0, 300)}`);
    return answer;
  }

  const json = async (path, body) => JSON.parse((await ask(path, body)).bytes.toString());
  /** One layer's attention as a file. */
  const attention = (body) => ask('/api/v1/attention', body, 'application/vnd.safetensors');
  /** The sum of a metric over its labels. */
  async function metric(name) {
    const lines = (await send('GET', '/metrics')).bytes.toString().split('\n');
    const found = lines.filter((line) => line.startsWith(name));
    if (!found.length) throw new Error(`no metric ${name}`);
    return found.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }
  return { send, ask, json, attention, metric, close: () => agent.destroy() };
}
