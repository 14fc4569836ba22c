import { parse as parseYaml } from 'yaml';
import { fromProtobuf } from './protobuf.ts';
import { badRequest, tooLarge, unsupportedMediaType } from './status-errors.ts';

/** The API server's own bound on a request's body. */
const MOST_BYTES = 3 * 1024 * 1024;

const JSON_TYPE = 'application/json';
const YAML_TYPE = 'application/yaml';
const PROTOBUF_TYPE = 'application/vnd.kubernetes.protobuf';

/** The body's bytes. Throws a 413 Status for more than 3 MiB, without reading further. */
async function bytes(request: Request): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of request.body ?? []) {
    size += chunk.length;
    if (size > MOST_BYTES) throw tooLarge(MOST_BYTES);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function parsed(read: () => unknown, format: string): unknown {
  try {
    return read();
  } catch (error) {
    const message = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw badRequest(`error decoding from ${format}: ${message}`);
  }
}

export const mediaType = (request: Request): string =>
  (request.headers.get('content-type') ?? JSON_TYPE).split(';')[0]?.trim().toLowerCase() ?? JSON_TYPE;

/** The decoded body: JSON, YAML (also of an apply) or Kubernetes' protobuf; undefined when it is empty. */
export async function body(request: Request): Promise<unknown> {
  const content = await bytes(request);
  if (content.length === 0) return undefined;
  const type = mediaType(request);
  if (type === PROTOBUF_TYPE) {
    const object = parsed(() => fromProtobuf(content), 'protobuf');
    if (object === undefined) throw unsupportedMediaType(type, [JSON_TYPE, YAML_TYPE]);
    return object;
  }
  if (/yaml/.test(type)) return parsed(() => parseYaml(content.toString('utf8')), 'yaml');
  if (/json/.test(type)) return parsed(() => JSON.parse(content.toString('utf8')), 'json');
  throw unsupportedMediaType(type, [JSON_TYPE, YAML_TYPE, PROTOBUF_TYPE]);
}
