/**
 * Reads one U16 tensor from a safetensors file: eight bytes of header length,
 * a JSON header, then the data (little endian, as every browser's machine is).
 *
 * @param {ArrayBuffer} buffer
 * @param {string} name
 * @returns {{ shape: number[], data: Uint16Array, metadata: Record<string, string> }}
 */
export function readU16(buffer, name) {
  const size = Number(new DataView(buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, size)));
  const tensor = header[name];
  if (tensor?.dtype !== 'U16') throw new Error(`no U16 tensor “${name}” in the answer`);
  const [begin, end] = tensor.data_offsets;
  const bytes = buffer.slice(8 + size + begin, 8 + size + end);
  return { shape: tensor.shape, data: new Uint16Array(bytes), metadata: header.__metadata__ ?? {} };
}
