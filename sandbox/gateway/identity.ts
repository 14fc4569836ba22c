import { GROUP_HEADER, TIER_HEADER, USERNAME_HEADER } from '../maas-api/identity-headers.ts';
import type { Refusal } from './replies.ts';

/** Who the gateway takes a caller for. */
export interface Identity {
  username: string;
  groups: string[];
  /** What the limiter counts by. */
  userid: string;
  tier?: string;
}

/** `open`: no policy asks for a token. */
export type Authenticated = { identity: Identity } | { refusal: Refusal } | { open: true };

export const unauthenticated = (reason: string, realm: Refusal['realm']): Authenticated => ({
  refusal: { status: 401, reason, realm },
});

/** The token of an `Authorization: Bearer` header; undefined without one. Blanks before the token stay part of it. */
export function bearer(headers: Headers): string | undefined {
  const [, token] = /^Bearer (.*)$/s.exec(headers.get('authorization') ?? '') ?? [];
  return token;
}

/** Who the caller claims to be, by headers that only the gateway may set; `identity` where they say nothing. */
export function claimedIdentity(headers: Headers, identity: Identity): Identity {
  const claimed = headers.get(USERNAME_HEADER);
  return {
    username: claimed ?? identity.username,
    userid: claimed ?? identity.userid,
    tier: headers.get(TIER_HEADER) ?? identity.tier,
    groups: [...identity.groups, ...claimedGroups(headers.get(GROUP_HEADER) ?? '')],
  };
}

function claimedGroups(text: string): string[] {
  try {
    const groups: unknown = JSON.parse(text);
    return Array.isArray(groups) ? groups.map(String) : [];
  } catch {
    return text === '' ? [] : text.split(',');
  }
}
