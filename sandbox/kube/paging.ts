import { randomBytes } from 'node:crypto';
import type { KubeObject } from '../object.ts';
import { badRequest, expired, PAGE_EXPIRED } from './status-errors.ts';

export interface Page {
  items: KubeObject[];
  resourceVersion: string;
  /** Asks for the next page; absent on the last. */
  continueToken?: string;
  remainingItemCount?: number;
}

/** The lists that are being paged: each continues in the state in which its first page was read. */
export interface Pages {
  first(items: KubeObject[], limit: number, resourceVersion: string): Page;
  /** Throws a 410 Status for a token that is too old. */
  next(token: string, limit: number): Page;
}

interface Rest {
  items: KubeObject[];
  resourceVersion: string;
  madeAt: number;
}

/** More lists than anybody pages at once; the oldest goes first. */
const MOST_LISTS = 200;

/** @param lifetimeMs read at each use, so that a running server can be made to forget. */
export function pages(lifetimeMs: () => number, now: () => number = Date.now): Pages {
  const rests = new Map<string, Rest>();
  const cut = ({ items, resourceVersion, madeAt }: Rest, limit: number): Page => {
    if (limit <= 0 || items.length <= limit) return { items, resourceVersion };
    const continueToken = randomBytes(18).toString('base64url');
    const rest = items.slice(limit);
    rests.set(continueToken, { items: rest, resourceVersion, madeAt });
    for (const [oldest] of rests) {
      if (rests.size <= MOST_LISTS) break;
      rests.delete(oldest);
    }
    return { items: items.slice(0, limit), resourceVersion, continueToken, remainingItemCount: rest.length };
  };
  return {
    first: (items, limit, resourceVersion) => cut({ items, resourceVersion, madeAt: now() }, limit),
    next(token, limit) {
      if (!/^[\w-]{24}$/.test(token)) throw badRequest('continue key is not valid: illegal base64 data');
      const rest = rests.get(token);
      if (rest === undefined || now() - rest.madeAt > lifetimeMs()) throw expired(PAGE_EXPIRED);
      return cut(rest, limit);
    },
  };
}
