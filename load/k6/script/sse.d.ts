/** The part of xk6-sse that the scripts use. The extension comes without types. */
declare module 'k6/x/sse' {
  interface Event {
    id: string;
    name: string;
    data: string;
    comment: string;
  }
  interface Client {
    on(event: 'open', handler: () => void): void;
    on(event: 'event', handler: (event: Event) => void): void;
    on(event: 'error', handler: (error: { error(): string }) => void): void;
    close(): void;
  }
  interface Parameters {
    method: 'POST';
    headers: Record<string, string>;
    body: string;
    timeout: string;
  }
  interface Response {
    url: string;
    status: number;
    headers: Record<string, string>;
    error: string;
  }
  const sse: { open(url: string, parameters: Parameters, set: (client: Client) => void): Response };
  // biome-ignore lint/style/noDefaultExport: the extension has one
  export default sse;
}
