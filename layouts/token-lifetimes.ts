import { z } from 'zod';
import { readData } from './data-file.ts';

export const TokenLifetimes = z.strictObject({
  accepted: z
    .array(z.strictObject({ value: z.union([z.string(), z.number()]), seconds: z.number().positive() }))
    .min(1),
  refused: z.array(z.unknown()).min(1),
  endless: z.array(z.union([z.string(), z.number()])).min(1),
});

/** token-lifetimes.yaml: what a mint may ask for, and what it may not. */
export const TOKEN_LIFETIMES = readData('token-lifetimes.yaml', TokenLifetimes);
