import { fileURLToPath } from 'node:url';
import { Server, ServerCredentials, status } from '@grpc/grpc-js';
import { loadSync, type PackageDefinition } from '@grpc/proto-loader';

/** One unary call, as its message was decoded; what it answers is encoded. A rejection becomes an error of gRPC. */
type Unary = (request: unknown) => Promise<object>;

export interface GrpcService {
  /** Name of a file in `protos/`. */
  proto: string;
  /** The service's name with its package, and its one method. */
  service: string;
  method: string;
  handle: Unary;
}

export interface RunningGrpc {
  close(): Promise<void>;
}

const protoFile = (name: string): string => fileURLToPath(new URL(`protos/${name}`, import.meta.url));

function definitionOf(loaded: PackageDefinition, service: string) {
  const definition = loaded[service];
  // A message's definition has a format, a service's has methods.
  if (definition === undefined || 'format' in definition) throw new Error(`the protocol has no service ${service}`);
  return definition;
}

/** Serves one method of one service on a port of loopback, without TLS. */
export async function serveGrpc({ proto, service, method, handle }: GrpcService, port: number): Promise<RunningGrpc> {
  const loaded = loadSync(protoFile(proto), { keepCase: true, longs: Number, enums: String, defaults: true });
  const server = new Server();
  server.addService(definitionOf(loaded, service), {
    [method](call: { request: unknown }, answer: (error: object | null, response?: object) => void) {
      handle(call.request).then(
        (response) => answer(null, response),
        (error: unknown) => {
          answer({ code: status.UNAVAILABLE, details: error instanceof Error ? error.message : String(error) });
        },
      );
    },
  });
  await new Promise<void>((resolve, reject) => {
    server.bindAsync(`127.0.0.1:${port}`, ServerCredentials.createInsecure(), (error) => {
      if (error === null) resolve();
      else reject(error);
    });
  });
  return {
    async close() {
      server.forceShutdown();
    },
  };
}
