// What POST /attention answers with `pool`, made up: for pages that need known heads.

/** A layer and head, from 0, that looks at the token before. */
export const PREVIOUS = { layer: 1, head: 4 };

/** @param {{ layers?: number, heads?: number, size?: number }} shape @returns {Buffer} a safetensors file */
export function pooled({ layers = 6, heads = 12, size = 16 } = {}) {
  const data = Buffer.alloc(layers * heads * size * size);
  const summary = Array.from({ length: layers }, (_, l) =>
    Array.from({ length: heads }, (_, h) => {
      const before = l === PREVIOUS.layer && h === PREVIOUS.head;
      for (let i = 0; i < size; i++)
        for (let j = 0; j < size; j++)
          data[((l * heads + h) * size + i) * size + j] = before ? (j === i - 1 ? 230 : 0) : (i * 7 + j * 3 + h * 11 + l) % 90;
      return { entropy: 1 + h / 10, distance: 2 + l, previous: before ? 0.9 : 0.1, next: 0.05, self: 0.04, special: h / 20 };
    }),
  );
  const tensor = { dtype: 'U8', shape: [layers, heads, size, size], data_offsets: [0, data.length] };
  const header = Buffer.from(JSON.stringify({ attention: tensor, __metadata__: { answer: JSON.stringify({ summary }) } }));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(header.length));
  return Buffer.concat([length, header, data]);
}

/** Lets a page see made-up heads in the overview. @param {import('playwright-core').Page} page */
export const withOverview = (page) =>
  page.route('**/api/v1/attention', (route) =>
    route.request().postDataJSON().pool
      ? route.fulfill({ contentType: 'application/vnd.safetensors', body: pooled() })
      : route.fallback(),
  );
