const KINDS = { U16: Uint16Array, U8: Uint8Array };

/**
 * Reads one tensor of whole numbers from a safetensors file: eight bytes of
 * header length, a JSON header, then the data (little endian, as every
 * browser's machine is).
 *
 * @param {ArrayBuffer} buffer
 * @param {string} name
 * @returns {{ shape: number[], data: Uint16Array | Uint8Array, metadata: Record<string, string> }}
 */
export function readTensor(buffer, name) {
  const size = Number(new DataView(buffer).getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 8, size)));
  const tensor = header[name];
  const Kind = KINDS[/** @type {keyof typeof KINDS} */ (tensor?.dtype)];
  if (!Kind) throw new Error(`no tensor “${name}” of U8 or U16 in the answer`);
  const [begin, end] = tensor.data_offsets;
  const bytes = buffer.slice(8 + size + begin, 8 + size + end);
  return { shape: tensor.shape, data: new Kind(bytes), metadata: header.__metadata__ ?? {} };
}
