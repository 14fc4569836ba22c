/** A time that varies: its mean and standard deviation, in milliseconds. */
export interface Latency {
  mean: number;
  deviation: number;
}

/** How long a simulator lets its tokens wait, as its arguments say. */
export interface Timing {
  firstToken: Latency;
  betweenTokens: Latency;
}

/** Draws a time: normally distributed, never more than 70 % off its mean, in whole milliseconds (simulator v0.5.1). */
export function drawn({ mean, deviation }: Latency): number {
  if (deviation === 0) return mean;
  const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return Math.trunc(Math.min(Math.max(mean + normal * deviation, 0.3 * mean), 1.7 * mean));
}

/** How long a whole answer of so many tokens takes. */
export function wholeMs({ firstToken, betweenTokens }: Timing, tokens: number): number {
  let ms = drawn(firstToken);
  for (let token = 1; token < tokens; token += 1) ms += drawn(betweenTokens);
  return ms;
}
