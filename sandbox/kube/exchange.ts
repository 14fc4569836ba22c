import type { World } from '../world.ts';
import type { Identity } from './authenticate.ts';
import type { Catalogue } from './catalogue.ts';
import type { Pages } from './paging.ts';
import type { ResourceRequest } from './request-info.ts';
import type { ResourceType } from './resources.ts';

/** What the API server's parts share. */
export interface Kube {
  world: World;
  catalogue: Catalogue;
  pages: Pages;
  /** Ends when the server closes: open watches and logs end with it. */
  closing: AbortSignal;
}

/** One authenticated and authorised request of a known resource. */
export interface Exchange {
  kube: Kube;
  request: Request;
  query: URLSearchParams;
  identity: Identity;
  target: ResourceRequest;
  type: ResourceType;
}
