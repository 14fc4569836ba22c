import { z } from 'zod';

/** Set by the gateway for maas-api, over whatever the caller sent. */
export const USERNAME_HEADER = 'x-maas-username';
export const GROUP_HEADER = 'x-maas-group';
/** Names the tier at inference; no component reads the caller's. */
export const TIER_HEADER = 'x-maas-tier';

/** Who maas-api believes it serves. */
export interface Caller {
  username: string;
  groups: string[];
}

const Groups = z.array(z.string());

/** Reads the identity headers; `refId` says which one is missing or unreadable, as the release's error body does. */
export function callerOf(headers: Headers): Caller | { refId: '001' | '002' | '003' } {
  const username = headers.get(USERNAME_HEADER)?.trim() ?? '';
  if (username === '') return { refId: '001' };
  const group = headers.get(GROUP_HEADER)?.trim() ?? '';
  if (group === '') return { refId: '002' };
  try {
    return { username, groups: Groups.parse(JSON.parse(group)) };
  } catch {
    return { refId: '003' };
  }
}
