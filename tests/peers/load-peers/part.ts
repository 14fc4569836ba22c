import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Report } from '../bench/benchmark.ts';
import { maasVerify } from './maas-verify.ts';

/** A part of a report; the notes are what could not be measured, and why. */
export type Part = Report;

export const NOT_HERE = 'not here';
export const DID_NOT_RUN = 'did not run';

/** 0: every gate passed; 1: one failed; 3: too few requests for a percentile, or a client without rest. All have samples. */
const OURS_FINE = [0, 1, 3];
export const fineOf = (name: string): readonly number[] => (name === maasVerify.name ? OURS_FINE : [0]);

/** Why a tool has no numbers. Throws where it is ours: a comparison without it is none. */
export function noteOf(name: string, error: unknown): string {
  if (name === maasVerify.name) throw error;
  return `${name} did not run: ${String(error instanceof Error ? error.message : error).replaceAll(/\s+/g, ' ')}`;
}

/** A folder for one run, which goes with it. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-peers-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
