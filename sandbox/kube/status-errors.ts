/** A Kubernetes `Status` of failure, as the API server writes it. */
export interface Status {
  kind: 'Status';
  apiVersion: 'v1';
  metadata: Record<string, unknown>;
  status: 'Failure';
  message: string;
  reason: string;
  details?: Record<string, unknown>;
  code: number;
}

/** What an error is about: the group and plural of a resource, or its kind, and the object's name. */
export interface Subject {
  group: string;
  resource: string;
  kind?: string;
  name?: string;
}

export interface Cause {
  reason: string;
  message: string;
  field: string;
}

/** An answer other than success; the server turns it into its status code and body. */
export class StatusError extends Error {
  readonly status: Status;
  constructor(code: number, reason: string, message: string, details?: Record<string, unknown>) {
    super(message);
    this.status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, details, code };
  }
}

const qualified = (name: string, group: string): string => (group === '' ? name : `${name}.${group}`);
const details = (subject: Subject, kind = subject.resource): Record<string, unknown> => ({
  name: subject.name,
  group: subject.group === '' ? undefined : subject.group,
  kind,
});

export const unauthorized = (): StatusError => new StatusError(401, 'Unauthorized', 'Unauthorized');

export const badRequest = (message: string): StatusError => new StatusError(400, 'BadRequest', message);

/** @param scope the verb, the resource with its subresource, and where: what was asked and is not allowed. */
export function forbidden(
  user: string,
  subject: Subject,
  scope: { verb: string; resource: string; namespace?: string },
): StatusError {
  const what = `${qualified(subject.resource, subject.group)}${subject.name === undefined ? '' : ` "${subject.name}"`}`;
  const where = scope.namespace === undefined ? 'at the cluster scope' : `in the namespace "${scope.namespace}"`;
  return new StatusError(
    403,
    'Forbidden',
    `${what} is forbidden: User "${user}" cannot ${scope.verb} resource "${scope.resource}" in API group "${subject.group}" ${where}`,
    details(subject),
  );
}

export const forbiddenPath = (user: string, verb: string, path: string): StatusError =>
  new StatusError(403, 'Forbidden', `forbidden: User "${user}" cannot ${verb} path "${path}"`, {});

export const notFound = (subject: Subject): StatusError =>
  new StatusError(
    404,
    'NotFound',
    `${qualified(subject.resource, subject.group)} "${subject.name ?? ''}" not found`,
    details(subject),
  );

export const unknownResource = (): StatusError =>
  new StatusError(404, 'NotFound', 'the server could not find the requested resource', {});

export const methodNotAllowed = (): StatusError =>
  new StatusError(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});

export const alreadyExists = (subject: Subject): StatusError =>
  new StatusError(
    409,
    'AlreadyExists',
    `${qualified(subject.resource, subject.group)} "${subject.name ?? ''}" already exists`,
    details(subject),
  );

export const conflict = (subject: Subject, why: string): StatusError =>
  new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualified(subject.resource, subject.group)} "${subject.name ?? ''}": ${why}`,
    details(subject),
  );

export const OBJECT_MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again';

export const expired = (message: string): StatusError => new StatusError(410, 'Expired', message);

export const PAGE_EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You must start a new list without the continue parameter.';

export function invalid(subject: Subject, causes: Cause[]): StatusError {
  const texts = causes.map((cause) => `${cause.field}: ${cause.message}`);
  const listed = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const kind = subject.kind ?? subject.resource;
  return new StatusError(
    422,
    'Invalid',
    `${qualified(kind, subject.group)} "${subject.name ?? ''}" is invalid: ${listed}`,
    { ...details(subject, kind), causes },
  );
}

export const tooLarge = (bytes: number): StatusError =>
  new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${bytes}`);

export const unsupportedMediaType = (seen: string, accepted: string[]): StatusError =>
  new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${accepted.join(', ')} (got "${seen}")`,
  );

export const deniedByWebhook = (kind: string, message: string): StatusError =>
  new StatusError(
    403,
    'Forbidden',
    `admission webhook "${kind.toLowerCase()}.validator.sandbox.example" denied the request: ${message}`,
  );

export const webhookFailed = (kind: string, service: string): StatusError =>
  new StatusError(
    500,
    'InternalError',
    `Internal error occurred: failed calling webhook "${kind.toLowerCase()}.validator.sandbox.example": failed to call webhook: Post "https://${service}:443/validate?timeout=10s": no endpoints available for service "${service.split('.')[0]}"`,
    { causes: [{ message: `no endpoints available for service "${service.split('.')[0]}"` }] },
  );
