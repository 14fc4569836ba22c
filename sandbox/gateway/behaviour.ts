/** How the sandbox's gateway can misbehave. Each field is one switch that a fault may turn. */
export interface GatewayBehaviour {
  /** true: the server does not listen at all. */
  down: boolean;
  /** Status that every request gets, whatever it asks (FM-03: 500 on any path). */
  answersAllWith?: number;
  /** Certificate that is served: an expired one, one that ends soon, one for another host (FM-09), or of an unknown issuer. */
  certificate: 'valid' | 'expired' | 'ends-soon' | 'other-host' | 'unknown-issuer';
  /** true: TLS 1.0 and 1.1 are spoken as well. */
  oldTlsVersions: boolean;
  /** true: a listener without TLS serves the routes of the models, though not the API's. */
  plainInference: boolean;

  /** true: inference needs no token (FM-04, FM-21). */
  inferenceOpen: boolean;
  /** true: the management API needs no token (FM-01: AUTH_FAILURE in maas-0.0.2). */
  managementOpen: boolean;
  /** true: any bearer token is taken for a valid one. */
  acceptsAnyToken: boolean;
  /** true: a token's signature is not verified. */
  ignoresSignature: boolean;
  /** true: an expired token is accepted as long as its signature is right (FM-32, without end). */
  ignoresExpiry: boolean;
  /** true: a token of another issuer is verified with the key that its own header brings. */
  ignoresIssuer: boolean;
  /** true: a token of the right issuer is verified with the key that its own header brings (`jwk`). */
  trustsKeyOfToken: boolean;
  /** true: a token whose time has not come (`nbf`) is taken for one of a clock that differs, and not verified. */
  ignoresNotBefore: boolean;
  /** true: a remembered token is looked up without its signature. */
  cacheIgnoresSignature: boolean;
  /** true: the password of Basic credentials is taken for a token. */
  acceptsBasic: boolean;
  /** true: a token in the query (`access_token`) is taken where there is no Authorization header. */
  acceptsTokenInQuery: boolean;
  /** true: of several Authorization headers the last one counts. */
  lastAuthorizationCounts: boolean;
  /** true: a credential of another scheme than Bearer is passed on without being verified. */
  otherSchemesUnverified: boolean;
  /** true: a token with `alg: none` and no signature is accepted. */
  acceptsAlgNone: boolean;
  /** For how long a token that was accepted for inference is remembered, in milliseconds, whatever the policy says; as it says when undefined. */
  tokensRememberedMs?: number;
  /** true: inference accepts tokens of any audience, OpenShift tokens included. */
  ignoresAudience: boolean;
  /** true: the part of a bearer token that follows a valid token is ignored ("<token>x" is accepted). */
  ignoresTrailingCharacters: boolean;
  /** Whether management serves a bearer of blanks as system:anonymous; as the release when undefined: yes in maas-0.0.2 only. */
  blankBearerAnonymous?: boolean;
  /** true: for inference X-MaaS-Username, X-MaaS-Group and X-MaaS-Tier of the caller replace the token, or stand in for one (FM-28). */
  trustsIdentityHeaders: boolean;
  /** true: every tier may use every model (FM-49 turned round). */
  tierAccessIgnored: boolean;
  /** Tiers whose requests are refused with 403 for every model (FM-49). */
  deniedTiers: string[];
  /** Tier that every caller is limited as, whatever the token says. */
  limitsEveryoneAs?: string;
  /** true: a looked up tier is remembered by the account's name, without its namespace, and for days (FM-34). */
  tiersRememberedByAccount: boolean;
  /** true: X-MaaS-Tier of the caller says which tier's limits count. */
  limitsAsHeaderSays: boolean;

  /** true: the guide's gateway, too, asks maas-api for a caller's tier before it limits, and limits nobody while that does not run (FM-59). */
  losesTierWithoutApi: boolean;

  /** true: a request without a valid token is answered 401, and forwarded nevertheless. */
  deniedButForwarded: boolean;
  /** Status for a request without a valid token; 401 when undefined. */
  denialStatus?: number;
  /** true: a request over the limit is answered 429, and forwarded nevertheless. */
  limitedButForwarded: boolean;
  /** Status for a request over the limit; 429 when undefined. */
  limitedStatus?: number;
  /** Body for a request over the limit; the release's own when undefined. */
  limitedBody?: string;
  /** true: the connection is closed without an answer when the limit is reached (FM-54). */
  limitedCutsConnection: boolean;
  /** More requests than this at once get 500 (FM-64: the 200 ms timeout of the authentication call); no bound when undefined. */
  errorsAbove?: number;
  /** true: a valid token is refused with 401 while more than 16 requests are in flight (facts: Authorino's cache is too small). */
  refusesValidTokensUnderLoad: boolean;
  /** More requests than this with one token within a second get 401, as their token is valid (facts: Authorino's cache stores nothing). */
  refusesTokenAbovePerSecond?: number;
  /** What error bodies give away: a stack trace, the caller's token, or an internal address; nothing when undefined. */
  leaks?: 'stack-trace' | 'token' | 'internal-address';
  /** Status for a path that no route serves; 404 when undefined. */
  unknownPathStatus?: number;
  /** Status for a model that is not served; the release's own when undefined. */
  unknownModelStatus?: number;
  /** Answers of internal servers that the gateway routes to as well, by path. */
  internalPaths: Record<string, string>;
  /** Answers of internal servers that the gateway routes to by their host (`*` as a listener's hostname), by host. */
  internalHosts: Record<string, string>;
  /** Paths for which the gateway has no route although the HTTPRoute names them, by prefix. */
  unrouted: string[];
  /** true: the gateway forwards only once an answer is complete, so that streams arrive in one piece. */
  buffersAnswers: boolean;
  /** true: an inference request is never answered: it hangs after authentication (WS#425). */
  hangsOnInference: boolean;
  /**
   * What happens to a body that is larger than the gateway takes: refused (in maas-0.0.2 the gateway has no such bound, and
   * leaves it to the model), answered with a server error, never answered, forwarded all the same, or refused by a proxy
   * that then runs out of memory.
   */
  largeBodies: 'refused' | 'fails' | 'hang' | 'forwarded' | 'fatal';
  /** What becomes of an answer's characters: kept; read as Latin-1; or broken where a network piece ends. */
  characters: 'kept' | 'latin-1' | 'broken-between-pieces';
}

export function healthyGateway(): GatewayBehaviour {
  return {
    down: false,
    certificate: 'valid',
    oldTlsVersions: false,
    plainInference: false,
    inferenceOpen: false,
    managementOpen: false,
    acceptsAnyToken: false,
    ignoresSignature: false,
    ignoresExpiry: false,
    ignoresIssuer: false,
    trustsKeyOfToken: false,
    ignoresNotBefore: false,
    cacheIgnoresSignature: false,
    acceptsBasic: false,
    acceptsTokenInQuery: false,
    lastAuthorizationCounts: false,
    otherSchemesUnverified: false,
    acceptsAlgNone: false,
    ignoresAudience: false,
    ignoresTrailingCharacters: false,
    trustsIdentityHeaders: false,
    tierAccessIgnored: false,
    deniedTiers: [],
    tiersRememberedByAccount: false,
    limitsAsHeaderSays: false,
    losesTierWithoutApi: false,
    deniedButForwarded: false,
    limitedButForwarded: false,
    limitedCutsConnection: false,
    refusesValidTokensUnderLoad: false,
    internalPaths: {},
    internalHosts: {},
    unrouted: [],
    buffersAnswers: false,
    hangsOnInference: false,
    largeBodies: 'refused',
    characters: 'kept',
  };
}
