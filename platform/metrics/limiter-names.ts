import type { Identity } from '../identities/identities.ts';

/** What a `user` label of the limiter may say for a caller: the token's subject, or the service account's name in it. */
export function limiterNames({ name, subject }: Pick<Identity, 'name' | 'subject'>): string[] {
  return [name, ...(subject === undefined ? [] : [subject, subject.split(':').at(-1) ?? subject])];
}
