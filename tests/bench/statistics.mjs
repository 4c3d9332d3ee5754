// Of many timings, few numbers.

/** The value below which this share of the numbers lies, by the nearest rank. */
export function quantile(numbers, share) {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export const median = (numbers) => quantile(numbers, 0.5);

/** Where the middle eight tenths lie. */
export const spread = (numbers, unit) => `${show(quantile(numbers, 0.1))}–${show(quantile(numbers, 0.9))}${unit}`;

/** Three digits, for people. */
export function show(number) {
  if (!Number.isFinite(number)) return String(number);
  if (Math.abs(number) >= 100) return Math.round(number).toLocaleString('en');
  return String(Number(number.toPrecision(3)));
}

/**
 * Takes turns, so that a machine that gets slower or faster does so for both: `rounds` times each of the `runners`, the
 * first of a round being another one every time. Answers what each gave: [runner][round].
 */
export async function inTurns(rounds, ...runners) {
  const gave = runners.map(() => []);
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < runners.length; turn++) {
      const who = (round + turn) % runners.length;
      gave[who].push(await runners[who](round));
    }
  }
  return gave;
}

/** The median over rounds of how many times faster the first was than the second, and its spread. */
export function faster(ours, theirs) {
  const ratios = ours.map((time, round) => theirs[round] / time);
  return { ratio: median(ratios), spread: spread(ratios, ' ×') };
}
