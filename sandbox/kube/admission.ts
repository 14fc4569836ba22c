import { randomInt } from 'node:crypto';
import { z } from 'zod';
import type { KubeObject } from '../object.ts';
import type { Exchange } from './exchange.ts';
import { subjectOf } from './reading.ts';
import { schemaViolations } from './schema-validation.ts';
import {
  badRequest,
  type Cause,
  deniedByWebhook,
  invalid,
  methodNotAllowed,
  notFound,
  webhookFailed,
} from './status-errors.ts';

const Submitted = z.looseObject({
  apiVersion: z.string().optional(),
  kind: z.string().optional(),
  metadata: z
    .looseObject({
      name: z.string().optional(),
      namespace: z.string().optional(),
      generateName: z.string().optional(),
      resourceVersion: z.string().optional(),
      uid: z.string().optional(),
      labels: z.record(z.string(), z.string()).nullish(),
      annotations: z.record(z.string(), z.string()).nullish(),
      finalizers: z.array(z.string()).nullish(),
    })
    .default({}),
});

const SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
/** Names of these may hold colons and capitals. */
const FREE_NAMES = /^(Cluster)?Role(Binding)?$|^(User|Group|Identity)$/;
const LONGEST_NAME = 253;
const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;

const suffix = (): string =>
  Array.from({ length: SUFFIX_LENGTH }, () => SUFFIX_LETTERS[randomInt(SUFFIX_LETTERS.length)]).join('');

function nameProblem(name: string | undefined, kind: string): Cause | undefined {
  if (!name) {
    return {
      reason: 'FieldValueRequired',
      message: 'Required value: name or generateName is required',
      field: 'metadata.name',
    };
  }
  if ((SUBDOMAIN.test(name) || FREE_NAMES.test(kind)) && name.length <= LONGEST_NAME) return undefined;
  const rule =
    "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character";
  return { reason: 'FieldValueInvalid', message: `Invalid value: "${name}": ${rule}`, field: 'metadata.name' };
}

/**
 * A submitted object, checked against the URL it was sent to: type, namespace and name must agree. Throws a 400 Status
 * where they do not, 405 for a namespaced type without a namespace.
 */
export function submitted(exchange: Exchange, content: unknown): KubeObject {
  const { type, target } = exchange;
  const parsed = Submitted.safeParse(content);
  if (!parsed.success) throw badRequest(`the body is no ${type.kind}: ${z.prettifyError(parsed.error)}`);
  if (type.namespaced && target.namespace === undefined) throw methodNotAllowed();
  const { apiVersion: givenVersion, kind: givenKind, metadata } = parsed.data;
  const apiVersion = type.group === '' ? type.version : `${type.group}/${type.version}`;
  if ((givenVersion ?? apiVersion) !== apiVersion) {
    throw badRequest(
      `the API version in the data (${givenVersion}) does not match the expected API version (${apiVersion})`,
    );
  }
  if ((givenKind ?? type.kind) !== type.kind) {
    throw badRequest(`${givenKind} in version "${type.version}" cannot be handled as a ${type.kind}`);
  }
  const namespace = type.namespaced ? target.namespace : undefined;
  if (metadata.namespace !== undefined && metadata.namespace !== '' && metadata.namespace !== namespace) {
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  if (target.name !== undefined && metadata.name !== undefined && metadata.name !== target.name) {
    throw badRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${target.name})`);
  }
  const name = target.name ?? (metadata.name || (metadata.generateName ? `${metadata.generateName}${suffix()}` : ''));
  const { labels, annotations, finalizers, ...rest } = metadata;
  const present = Object.fromEntries(
    Object.entries({ labels, annotations, finalizers }).filter(([, value]) => value != null),
  );
  return { ...parsed.data, apiVersion, kind: type.kind, metadata: { ...rest, ...present, name, namespace } };
}

/** Throws what the API server, the type's schema or a webhook has against an object. */
export function admit(exchange: Exchange, object: KubeObject): void {
  const { kube, type, target } = exchange;
  const { rejectDryRun, webhookDown } = kube.world.behaviour.kube;
  const name = nameProblem(object.metadata.name, type.kind);
  if (name !== undefined) throw invalid(subjectOf(exchange, object.metadata.name), [name]);
  if (target.verb === 'create' && type.namespaced) demandNamespace(exchange, object);
  if (webhookDown?.kind === type.kind) throw webhookFailed(type.kind, webhookDown.service);
  const rejected = rejectDryRun?.kind === type.kind && JSON.stringify(object).includes(rejectDryRun.having ?? '');
  if (rejected) throw deniedByWebhook(type.kind, rejectDryRun.message);
  const violations = schemaViolations(type.schema, object);
  if (violations.length > 0) throw invalid(subjectOf(exchange, object.metadata.name), violations);
}

function demandNamespace({ kube }: Exchange, { metadata }: KubeObject): void {
  const namespace = metadata.namespace ?? '';
  if (kube.world.objects.find({ apiVersion: 'v1', kind: 'Namespace', name: namespace }) !== undefined) return;
  throw notFound({ group: '', resource: 'namespaces', name: namespace });
}
