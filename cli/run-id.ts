import { randomBytes } from 'node:crypto';

/** `20261124-163012-4f2a`: sorts by time, short enough for a label. */
export function newRunId(now: Date): string {
  const [day = '', time = ''] = now.toISOString().replaceAll(/[-:]/g, '').split('T');
  return `${day}-${time.slice(0, 'hhmmss'.length)}-${randomBytes(2).toString('hex')}`;
}
