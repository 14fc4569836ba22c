/** How the sandbox's limiter (Limitador) can misbehave. Each field is one switch that a fault may turn. */
export interface LimiterBehaviour {
  /** true: Limitador does not answer; `whenDown` decides what the gateway then does (FM-60). */
  down: boolean;
  /** What the gateway does without an answer of Limitador: 'open' admits everything, 'closed' answers 500; as Kuadrant's operator is told when undefined. */
  whenDown?: 'open' | 'closed';
  /** true: counters go with the pod, whatever store Limitador is set to (FM-61). */
  losesCountersOnRestart: boolean;
  /** true: a Limitador that was restarted has no limits (its limits file is still empty), and admits everything. */
  hasNoLimitsAfterRestart: boolean;
  /** true: every request is admitted and none is counted; policies look healthy (FM-05, FM-59). */
  off: boolean;
  /** Tiers for which no limit applies although the policy has one. */
  unlimitedTiers: string[];
  /** Added to every request limit: 1 admits one too many, -1 one too few. */
  requestLimitOffset: number;
  /** How many hits one request counts; 2 halves every limit (FM-67's cousin: two policies count the same request). */
  hitsPerRequest: number;
  /** 'first-hit': a window starts at the first counted hit; 'clock-aligned': at multiples of its length. */
  windowStart: 'first-hit' | 'clock-aligned';
  /** When a window ends: 'early' after 40 % of its length, 'late' after 250 %. */
  reset: 'on-time' | 'early' | 'late' | 'never';
  /** true: a refused request starts the window anew, so that a caller who polls is never admitted again. */
  refusalsExtendWindow: boolean;
  /** true: refused requests are counted as well, at the cost of the next window. */
  countsRefusals: boolean;
  /** Whose hits one counter adds up; 'token': those of one bearer token, so that a further one has a quota of its own. */
  countedPer: 'user' | 'tier' | 'everyone' | 'token';
  /** true: where a token limit has the predicate of a request limit, the request limit is not applied (FM-57). */
  shadowsRequestLimits: boolean;
  /** true: of a limit with several rates only the first is kept. */
  countsFirstRatesOnly: boolean;
  /** true: room is looked up first and the hit added later, so that requests at the same time overshoot. */
  checkThenAct: boolean;
  /** Limitadors without a common store behind one Service, in turn: each has its own counters (FM-61). */
  replicas: number;
  /** true: every third refusal within a window is an admission instead (FM-56). */
  flapping: boolean;
  /** true: of more than 4 requests of one user at the same time some are refused though there is room. */
  losesAdmissionsInBurst: boolean;
  /** What an answer's tokens count as. */
  tokens: 'total' | 'off' | 'prompt-only' | 'completion-only' | 'doubled' | 'one-per-answer';
  /** true: what a request may cost is charged before its answer, and stays charged beside what the answer used. */
  chargesReservations: boolean;
  /** true: the tokens of streamed answers are never counted, not even with include_usage (FM-53, WS#373). */
  ignoresStreams: boolean;
  /** true: the tokens of a stream are not counted when its client hangs up before the end. */
  ignoresAbortedStreams: boolean;
  /** true: of a user's answers at the same time only the last to end is counted: each adds to what it read at its beginning. */
  losesConcurrentReports: boolean;
  /** Added to every token limit. */
  tokenLimitOffset: number;
  /** true: what an answer's tokens add to `authorized_hits` is 1. */
  hitsInMetricsAsOne: boolean;
  /** true: Limitador is too old for the labels that a TelemetryPolicy gives its metrics (FM-68). */
  knowsNoLabels: boolean;
  /** true: `authorized_calls` and `authorized_hits` do not move. */
  admittedNotInMetrics: boolean;
  /** true: `limited_calls` does not move. */
  refusedNotInMetrics: boolean;
  /** How much `authorized_calls` moves for each admitted request (2: two actions count one call). */
  metricStep: number;
}

export function healthyLimiter(): LimiterBehaviour {
  return {
    down: false,
    losesCountersOnRestart: false,
    hasNoLimitsAfterRestart: false,
    off: false,
    unlimitedTiers: [],
    requestLimitOffset: 0,
    hitsPerRequest: 1,
    windowStart: 'first-hit',
    reset: 'on-time',
    refusalsExtendWindow: false,
    countsRefusals: false,
    countedPer: 'user',
    shadowsRequestLimits: false,
    countsFirstRatesOnly: false,
    checkThenAct: false,
    replicas: 1,
    flapping: false,
    losesAdmissionsInBurst: false,
    tokens: 'total',
    chargesReservations: false,
    ignoresStreams: false,
    ignoresAbortedStreams: false,
    losesConcurrentReports: false,
    tokenLimitOffset: 0,
    hitsInMetricsAsOne: false,
    knowsNoLabels: false,
    admittedNotInMetrics: false,
    refusedNotInMetrics: false,
    metricStep: 1,
  };
}
