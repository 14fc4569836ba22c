import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { Person } from '../../sandbox/world.ts';

const BITS = 2048;

/** The key pair that tokens of service accounts are signed with, in PEM. */
export function tokenKey(): { private: string; public: string } {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: BITS,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { private: privateKey, public: publicKey };
}

/** A member of the lab's own staff: what plays an operator or a controller, and may do everything. */
export function operator(name: string): Person {
  return { name, groups: ['system:masters'], openshiftToken: `sha256~${randomBytes(32).toString('base64url')}` };
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** The API server's static token file: token, user, uid and groups of each. It holds tokens: keep it private. */
export function tokenFile(people: Person[], uidOf: (name: string) => string): string {
  return people
    .map(({ name, groups, openshiftToken }) =>
      [openshiftToken, name, uidOf(name), groups.join(',')].map(quoted).join(','),
    )
    .join('\n');
}
