import { readFile } from 'node:fs/promises';
import { Agent, request } from 'undici';
import { parse } from 'yaml';
import { z } from 'zod';

const Kubeconfig = z.object({
  clusters: z.array(z.object({ cluster: z.object({ server: z.string(), 'certificate-authority-data': z.string() }) })),
  users: z.array(z.object({ user: z.object({ token: z.string() }) })),
});

/** Plain HTTP to a Kubernetes API, as the administrator: nothing of the harness's own client is in it. */
export interface Api {
  /** The body of a 200 answer; undefined for any other. */
  text(path: string, accept?: string): Promise<string | undefined>;
  close(): Promise<void>;
}

export async function administratorApi(kubeconfig: string): Promise<Api> {
  const { clusters, users } = Kubeconfig.parse(parse(await readFile(kubeconfig, 'utf8')));
  const [first] = clusters;
  const [administrator] = users;
  if (first === undefined || administrator === undefined) throw new Error(`${kubeconfig} names no cluster and user`);
  const { server, 'certificate-authority-data': authority } = first.cluster;
  const dispatcher = new Agent({ connect: { ca: Buffer.from(authority, 'base64').toString('utf8') } });
  return {
    async text(path, accept = 'application/json') {
      const headers = { authorization: `Bearer ${administrator.user.token}`, accept };
      const { statusCode, body } = await request(new URL(path, server), { headers, dispatcher });
      const text = await body.text();
      return statusCode === 200 ? text : undefined;
    },
    close: () => dispatcher.close(),
  };
}
