import { randomBytes } from 'node:crypto';
import { deflateRawSync, gzipSync } from 'node:zlib';
import { SignJWT } from 'jose';
import { create } from 'tar';

/** One secret of each kind, made anew for each test: what is searched for can be in no other text. */
export interface Secrets {
  /** By kind: the value that must not be found. */
  values: Record<string, string>;
  /** As it stands in a text, by kind. */
  texts: Record<string, string>;
}

const letters = (bytes: number): string => randomBytes(bytes).toString('hex');
const base64 = (text: string): string => Buffer.from(text).toString('base64');

export async function secrets(): Promise<Secrets> {
  const jwt = await new SignJWT({ sub: letters(8) })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt()
    .sign(randomBytes(32));
  const key = `${letters(24)}\n${letters(24)}`;
  const values: Record<string, string> = {
    jwt,
    openshift: `sha256~${letters(22)}`,
    apiKey: `sk-${letters(20)}`,
    bearer: letters(20),
    basic: base64(`admin:${letters(10)}`),
    privateKey: letters(24),
    cookie: letters(16),
    urlPassword: letters(12),
    password: letters(12),
    envToken: letters(14),
    argument: letters(15),
    applied: letters(16),
    encoded: letters(17),
    gzipped: letters(18),
    zipped: letters(19),
    tarred: letters(20),
    aws: `AKIA${letters(8).toUpperCase()}`,
    github: `ghp_${letters(18)}`,
    huggingFace: `hf_${letters(17)}`,
    registry: base64(`robot:${letters(11)}`),
    query: letters(21),
    header: letters(22),
  };
  const of = (name: string): string => values[name] ?? '';
  const texts: Record<string, string> = {
    jwt,
    openshift: `token ${of('openshift')} seen`,
    apiKey: `key=${of('apiKey')}`,
    bearer: `Authorization: Bearer ${of('bearer')}`,
    basic: `authorization: Basic ${of('basic')}`,
    privateKey: `-----BEGIN RSA PRIVATE KEY-----\n${of('privateKey')}\n${key}\n-----END RSA PRIVATE KEY-----`,
    cookie: `Set-Cookie: session=${of('cookie')}; HttpOnly`,
    urlPassword: `postgres://maas:${of('urlPassword')}@db.example.com:5432/maas`,
    password: `{"password": "${of('password')}"}`,
    aws: `credentials ${of('aws')} found`,
    github: `remote uses ${of('github')}`,
    huggingFace: `HF_TOKEN is ${of('huggingFace')}`,
    registry: `{"auths":{"quay.io":{"auth":"${of('registry')}"}}}`,
    query: `GET /v1/models?access_token=${of('query')}&limit=5`,
    header: `X-API-Key: ${of('header')}`,
    encoded: base64(`the password: ${of('encoded')} is in base64`),
    gzipped: gzipSync(`password=${of('gzipped')}`).toString('base64'),
    zipped: zip(`password=${of('zipped')}`).toString('base64'),
    tarred: (await tarred('secret.txt', `password=${of('tarred')}`)).toString('base64'),
  };
  return { values, texts };
}

/** One entry of a ZIP archive, packed. */
function zip(text: string): Buffer {
  const data = deflateRawSync(text);
  const name = Buffer.from('a.txt');
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(data.length, 18);
  header.writeUInt32LE(text.length, 22);
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name, data]);
}

async function tarred(name: string, text: string): Promise<Buffer> {
  const { mkdtemp, rm, writeFile } = await import('node:fs/promises');
  const { tmpdir } = await import('node:os');
  const { join } = await import('node:path');
  const folder = await mkdtemp(join(tmpdir(), 'maas-verify-selftest-'));
  try {
    await writeFile(join(folder, name), text);
    const chunks: Buffer[] = [];
    for await (const chunk of create({ cwd: folder, gzip: true }, [name])) chunks.push(Buffer.from(chunk));
    return Buffer.concat(chunks);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
